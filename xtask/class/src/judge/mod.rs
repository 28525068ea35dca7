//! From a student's file to a verdict. In: the text, and what all submissions share.
//! Out: what came of it, and what a person should look at.
//!
//! The verdict is made by the same function as at home. What differs is who counts:
//! the events that the process told decide, and what it says of itself explains.

pub mod again;
pub mod all;
pub mod audit;
pub mod launcher;
pub mod objects;
pub mod records;
pub mod reference;
pub mod setup;

use std::collections::BTreeMap;
use std::path::Path;

use meter_report::Counts;
use meter_report::events::{Extent, OutsideCount};
use xtask::failure::Failure;
use xtask::pipe::explain::{Explain, Explaining, Next, Probe, Receipt};
use xtask::pipe::grade::{self, Pair, PartGrade, Trouble, Verdict};
use xtask::pipe::weigh::{Ending, Observed, Pass, Seal, Weighed, Window};
use xtask::pipe::windows::{self, WindowId};
use xtask::pipe::workers::Hopeless;
use xtask::process::Limits;
use xtask::workbook::{Build, Exercise, Part, Quantity, Threads};

use crate::compile::Compiled;
use crate::judge::launcher::Launch;
use crate::judge::setup::Setup;
use crate::ledger::record::{Flag, PartRecord};
use crate::policy::Layer;

/// What came of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The worst of the parts, or why there are none.
    pub verdict: Verdict,
    /// Why there are no parts.
    pub message: Option<String>,
    /// In the order of the exercise.
    pub parts: Vec<PartRecord>,
    /// What a person should look at.
    pub flags: Vec<Flag>,
}

impl Judgement {
    /// Whether the same file may get another verdict next time: time and memory of a
    /// busy machine have a part in it.
    pub fn may_differ(&self) -> bool {
        let verdicts = self.parts.iter().map(|part| part.verdict);
        verdicts.chain([self.verdict]).any(|verdict| {
            matches!(
                verdict,
                Verdict::TimedOut | Verdict::OutOfMemory | Verdict::Crashed | Verdict::Broken
            )
        })
    }
}

/// Why a file could not be judged. Whose fault it is, is not known: see [`again`].
#[derive(Debug)]
pub struct Fault {
    /// How far it came.
    pub stage: Stage,
    /// What failed.
    pub failure: Failure,
}

/// How far a file came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It was to be compiled.
    Compiling,
    /// It was to be run.
    Running,
}

impl Stage {
    /// A failure at this stage.
    fn fault(self, failure: Failure) -> Fault {
        Fault {
            stage: self,
            failure,
        }
    }
}

/// Compiles, runs and judges one file, in a folder of its own below `scratch`.
pub fn judge(
    setup: &Setup,
    exercise: &Exercise,
    text: &str,
    scratch: &Path,
) -> Result<Judgement, Fault> {
    let folder = tempfile::Builder::new()
        .prefix("class-")
        .tempdir_in(scratch)
        .map_err(|error| Failure::new(format!("no scratch folder: {error}")))
        .map_err(|failure| Stage::Compiling.fault(failure))?;
    let folder = folder.path();
    let compiled = setup.compiler().compile(exercise, text, folder);
    match compiled.map_err(|failure| Stage::Compiling.fault(failure))? {
        Ok(compiled) => run(setup, exercise, text, &compiled, folder)
            .map_err(|failure| Stage::Running.fault(failure)),
        Err(refusal) => Ok(Judgement {
            verdict: refusal.verdict,
            message: Some(refusal.message),
            parts: Vec::new(),
            flags: Vec::new(),
        }),
    }
}

/// Runs and judges what was compiled.
fn run(
    setup: &Setup,
    exercise: &Exercise,
    text: &str,
    compiled: &Compiled,
    folder: &Path,
) -> Result<Judgement, Failure> {
    let trial = Trial {
        setup,
        exercise,
        compiled,
        limits: setup.policy.run_limits(),
    };
    let mut flags = Vec::new();
    if setup.policy.audit == Layer::On {
        for archive in compiled.archives.values() {
            let harness = archive.parent().unwrap_or(folder);
            let found = objects::look(archive, harness)?;
            if !found.is_empty() {
                return Ok(Judgement {
                    verdict: Verdict::Rejected,
                    message: Some(found.join("\n")),
                    parts: Vec::new(),
                    flags,
                });
            }
            flags.extend(audit::look(archive, text)?);
        }
    }
    let mut grades = trial.grades(&mut flags)?;
    trial.name_lines_of_panics(&mut grades, folder)?;
    let receipts = trial.receipts(&grades, folder)?;
    let lines: Vec<&str> = text.lines().collect();
    let parts: Vec<PartRecord> = grades
        .iter()
        .enumerate()
        .map(|(number, grade)| {
            let item = &exercise.parts[number].item;
            records::part(grade, item, receipts.get(&number), &lines)
        })
        .collect();
    let worst = parts.iter().map(|part| part.verdict).max();
    flags.sort();
    flags.dedup();
    Ok(Judgement {
        verdict: worst.unwrap_or(Verdict::Broken),
        message: None,
        parts,
        flags,
    })
}

/// One file that compiled.
struct Trial<'a> {
    setup: &'a Setup,
    exercise: &'a Exercise,
    compiled: &'a Compiled,
    limits: Limits,
}

/// More events than this tell nothing new of a window that is far over its budget.
const FEW_EVENTS: u64 = 4_096;

impl Trial<'_> {
    fn grades(&self, flags: &mut Vec<Flag>) -> Result<Vec<PartGrade>, Failure> {
        let mut pairs: BTreeMap<usize, Vec<Pair>> = BTreeMap::new();
        let hopeless = Hopeless::default();
        for id in windows::of(self.exercise) {
            let part = &self.exercise.parts[id.part];
            let Some(reference) = self.setup.references.at(self.exercise, id) else {
                return Err(Failure::new(format!(
                    "{}, part {}: the reference was not weighed",
                    self.exercise.id, part.name
                )));
            };
            let window = self.window(id, Pass::Count)?;
            let seal = self.setup.policy.sealing.of(part, most_events(part, id));
            let run = || self.launch(&window, seal, part.threads);
            let mut observed = unless_hopeless(&hopeless, &window, run)?;
            flags.extend(decide(part, id, &mut observed, reference));
            pairs.entry(id.part).or_default().push(Pair {
                build: id.build,
                items: id.items,
                subject: observed.weighed,
                reference: reference.weighed.clone(),
            });
        }
        let grade = |(number, pairs)| grade::part(&self.exercise.parts[number], pairs);
        Ok(pairs.into_iter().map(grade).collect())
    }

    fn window(&self, id: WindowId, pass: Pass) -> Result<Window, Failure> {
        let executable = self.compiled.executables.get(&id.build);
        Ok(Window {
            executable: executable
                .ok_or_else(|| Failure::new("an executable is missing"))?
                .clone(),
            source: self.compiled.shown.clone(),
            part: self.exercise.parts[id.part].name.clone(),
            items: id.items,
            seed: self.setup.seed,
            skipped: 0,
            pass,
        })
    }

    /// Which lines cost what, by the number of the part; only of parts that cost too
    /// much. Without them there is still a verdict.
    fn receipts(
        &self,
        grades: &[PartGrade],
        folder: &Path,
    ) -> Result<BTreeMap<usize, Vec<Receipt>>, Failure> {
        let mut explaining =
            Explaining::new(Explain::Failures, &self.compiled.source).within(folder);
        let probes = match explaining.start(&self.exercise.parts, grades) {
            Ok(probes) => probes,
            Err(_) => return Ok(BTreeMap::new()),
        };
        let mut names = None;
        for probe in probes {
            let weighed = self.probe(&probe)?;
            match explaining.note(probe.part, probe.items, &weighed) {
                Next::Wait => {}
                Next::Names(pass) => {
                    let asked = Probe { pass, ..probe };
                    names = match explaining.note_names(&self.probe(&asked)?) {
                        Next::Receipts(names) => Some(names),
                        Next::Wait | Next::Names(_) | Next::Trouble(_) => None,
                    };
                }
                Next::Receipts(found) => names = Some(found),
                Next::Trouble(_) => return Ok(BTreeMap::new()),
            }
        }
        let Some(names) = names else {
            return Ok(BTreeMap::new());
        };
        let all = explaining.receipts(&names, &self.exercise.parts, grades);
        let known = |(part, receipts): (usize, Result<_, _>)| Some((part, receipts.ok()?));
        Ok(all.into_iter().filter_map(known).collect())
    }

    /// Says of panics in libraries which line of the student's led there. A sealed process
    /// cannot read its own debug information, so another one looks up the addresses. What it
    /// does not find is left out.
    fn name_lines_of_panics(&self, grades: &mut [PartGrade], folder: &Path) -> Result<(), Failure> {
        for (number, grade) in grades.iter_mut().enumerate() {
            // Other windows of the part are not told of.
            let verdict = grade.verdict;
            let telling = grade
                .windows
                .iter_mut()
                .find(|window| window.verdict == verdict);
            let Some(window) = telling else { continue };
            let Some(panic) = window.trouble.as_mut().and_then(Trouble::panic_mut) else {
                continue;
            };
            if panic.called_from.is_some() || panic.stack.is_empty() {
                continue;
            }
            let id = WindowId {
                build: window.build,
                part: number,
                items: window.items,
            };
            let scratch = tempfile::tempdir_in(folder)
                .map_err(|error| Failure::new(format!("no scratch folder: {error}")))?;
            let addresses = format!("{:?}", panic.stack);
            let written = std::fs::write(scratch.path().join("addresses.json"), addresses);
            written.map_err(|error| Failure::io("write", scratch.path(), &error))?;
            let pass = Pass::Names(scratch.path().to_owned());
            let window = self.window(id, pass)?;
            let _ = self.launch(&window, OPEN, Threads::One)?;
            let names = std::fs::read(scratch.path().join("names.json")).unwrap_or_default();
            panic.called_from = own_line(&names, &self.compiled.shown);
        }
        Ok(())
    }

    /// Runs a window in a process of its own.
    fn launch(&self, window: &Window, seal: Seal, threads: Threads) -> Result<Observed, Failure> {
        let launch = Launch {
            window,
            limits: &self.limits,
            seal,
            threads,
            fence: self.setup.policy.start,
        };
        launch.weigh()
    }

    fn probe(&self, probe: &Probe) -> Result<Weighed, Failure> {
        let id = WindowId {
            build: Build::Release,
            part: probe.part,
            items: probe.items,
        };
        let seal = match &probe.pass {
            Pass::Names(_) => OPEN,
            _ => Seal {
                told: None,
                ..self
                    .setup
                    .policy
                    .sealing
                    .of(&self.exercise.parts[probe.part], None)
            },
        };
        let window = self.window(id, probe.pass.clone())?;
        let threads = self.exercise.parts[probe.part].threads;
        Ok(self.launch(&window, seal, threads)?.weighed)
    }
}

/// How a process is run in which nothing of the student's is called.
const OPEN: Seal = Seal {
    closed: None,
    told: None,
};

/// The first of these frames that is a line of the source: a JSON list of lists of frames,
/// such as `0x55d3: function (src/lib.rs:12:5)`.
fn own_line(names: &[u8], source: &Path) -> Option<String> {
    let names: Vec<Vec<String>> = serde_json::from_slice(names).ok()?;
    names.iter().flatten().find_map(|frame| {
        let (_, place) = frame.trim_end_matches(')').rsplit_once('(')?;
        let (line, _column) = place.rsplit_once(':')?;
        let (file, line) = line.rsplit_once(':')?;
        // The path of a scratch folder tells nobody anything.
        let is_own = Path::new(file).ends_with(source);
        is_own.then(|| format!("{}:{line}", source.display()))
    })
}

/// Runs a window, unless it is known that it would run out of time.
fn unless_hopeless(
    hopeless: &Hopeless,
    window: &Window,
    run: impl FnOnce() -> Result<Observed, Failure>,
) -> Result<Observed, Failure> {
    let observed = match hopeless.known(window) {
        Some(weighed) => ended(weighed),
        None => run()?,
    };
    hopeless.note(window, &observed.weighed);
    Ok(observed)
}

/// What is known of a process that told nothing.
fn ended(weighed: Weighed) -> Observed {
    Observed {
        weighed,
        told: None,
        resident: None,
    }
}

/// How many events of a window are wanted. Where the number of allocations has a
/// budget, twice of that is enough to know that it is missed.
fn most_events(part: &Part, id: WindowId) -> Option<u64> {
    let allocations = |(quantity, _): &(Quantity, _)| *quantity == Quantity::Allocations;
    let (_, allowance) = part.limits().find(allocations)?;
    (id.build == Build::Release).then(|| FEW_EVENTS.max(allowance.at(id.items).saturating_mul(4)))
}

/// Puts what was counted outside in the place of what the process says of itself.
/// Returns what does not agree.
fn decide(part: &Part, id: WindowId, observed: &mut Observed, reference: &Observed) -> Vec<Flag> {
    let mut flags = Vec::new();
    let told = observed.told.take();
    let was_refused = told.as_ref().is_none_or(|told| told.was_refused);
    if matches!(observed.weighed.ending, Ending::OutOfMemory(_)) && !was_refused {
        // Whoever prints what the standard library prints then has not asked for memory.
        let words = "it was aborted, and said of no memory that was refused that it was";
        observed.weighed.ending = Ending::Crashed(words.to_owned());
    }
    let Ending::Returned(returned) = &mut observed.weighed.ending else {
        return flags;
    };
    let flag = |kind: &str, what: String| Flag {
        kind: kind.to_owned(),
        what: format!("part {}, {} items: {what}", part.name, id.items),
        line: None,
    };
    if let (Some(told), Some(counts)) = (told, &mut returned.counts) {
        flags.extend(told.trouble.iter().map(|what| flag("events", what.clone())));
        match told {
            OutsideCount {
                weighed: Some((outside, extent)),
                ..
            } => {
                if !agree(counts, &outside, extent, part.threads) {
                    flags.push(flag(
                        "counts-disagree",
                        format!("the process says {counts:?}, its events add up to {outside:?}"),
                    ));
                }
                *counts = match extent {
                    // Its events end where the window closes.
                    Extent::All => Counts {
                        left_bytes: counts.left_bytes,
                        ..outside
                    },
                    Extent::AtLeast => at_least(counts, &outside),
                };
            }
            OutsideCount { weighed: None, .. } => {
                flags.push(flag("events", "a report without events".to_owned()));
                observed.weighed.ending = Ending::Forged;
                return flags;
            }
        }
    }
    flags.extend(unseen_memory(observed, reference).map(|what| flag("resident", what)));
    let is_largest = part.sizes.last() == Some(&id.items);
    if is_largest && id.build == Build::Release {
        flags.extend(too_little(observed, reference).map(|what| flag("too-little", what)));
    }
    flags
}

/// Whether it costs so much less than the reference that somebody should see how: a
/// result of so many items has to be somewhere.
fn too_little(observed: &Observed, reference: &Observed) -> Option<String> {
    let counts = |observed: &Observed| match &observed.weighed.ending {
        Ending::Returned(returned) => returned.counts,
        _ => None,
    };
    let (here, there) = (counts(observed)?, counts(reference)?);
    if here.allocations == 0 && there.allocations > 0 {
        return Some(format!(
            "nothing was allocated, and the reference needs {} allocations",
            there.allocations
        ));
    }
    (here.live_bytes * 2 < there.live_bytes).then(|| {
        format!(
            "the result holds {} bytes, and that of the reference {}",
            here.live_bytes, there.live_bytes
        )
    })
}

/// Whether both counts can be of the same window. Threads may end a moment before or
/// after it closes, and their order is not the same on both sides.
fn agree(inside: &Counts, outside: &Counts, extent: Extent, threads: Threads) -> bool {
    match (extent, threads) {
        (Extent::All, Threads::One) => {
            let left_bytes = inside.left_bytes;
            *inside
                == Counts {
                    left_bytes,
                    ..*outside
                }
        }
        (Extent::All, Threads::Many) => {
            (inside.allocations, inside.bytes) == (outside.allocations, outside.bytes)
        }
        (Extent::AtLeast, _) => {
            inside.allocations >= outside.allocations && inside.bytes >= outside.bytes
        }
    }
}

fn at_least(inside: &Counts, outside: &Counts) -> Counts {
    Counts {
        allocations: inside.allocations.max(outside.allocations),
        reallocations: inside.reallocations.max(outside.reallocations),
        bytes: inside.bytes.max(outside.bytes),
        peak_bytes: inside.peak_bytes.max(outside.peak_bytes),
        ..*inside
    }
}

/// Memory that a process may need beyond the reference's and its own heap: pages of
/// its code, its stack, and what the C library keeps.
const SLACK: u64 = 1 << 20;

/// Whether the process had more memory than the heap explains.
fn unseen_memory(observed: &Observed, reference: &Observed) -> Option<String> {
    let (here, there) = (observed.resident?, reference.resident?);
    let heap = |observed: &Observed| match &observed.weighed.ending {
        Ending::Returned(returned) => returned.counts.map_or(0, |counts| counts.peak_bytes),
        _ => 0,
    };
    // What was freed early may stay with the process: twice its peak is not too much.
    let explained = there + SLACK + 2 * heap(observed);
    (here > explained).then(|| {
        format!(
            "{here} bytes were resident, {there} in the reference, and the heap does not \
             explain it: is there memory that is not on the heap?"
        )
    })
}

#[cfg(test)]
mod tests {
    use xtask::pipe::weigh::Output;

    use super::*;

    #[test]
    fn the_first_line_of_the_students_on_a_stack_is_named() {
        let library = "0x1: a::b (/rustc/1/library/core/src/lib.rs:10:5)";
        let own = "0x2: ex2::f (/tmp/class-x/ex2-dhat/src/lib.rs:34:5)";
        let caller = "0x3: ex2::g (/tmp/class-x/ex2-dhat/src/lib.rs:90:1)";
        let line = Some("ex2-dhat/src/lib.rs:34".to_owned());
        for (names, found) in [
            (vec![vec![library], vec![own, caller]], line.clone()),
            (vec![vec![library, own], vec![], vec![caller]], line),
            (vec![vec![library], vec!["0x4: ??? (???:0:0)"]], None),
            (vec![], None),
        ] {
            let json = serde_json::to_vec(&names).expect("JSON");
            let source = Path::new("ex2-dhat/src/lib.rs");
            assert_eq!(own_line(&json, source), found, "{names:?}");
        }
        assert_eq!(own_line(b"", Path::new("lib.rs")), None);
    }

    #[test]
    fn what_ran_out_of_time_is_not_run_at_a_larger_size() {
        let hopeless = Hopeless::default();
        let is_run = |items| {
            let window = Window {
                executable: "harness".into(),
                source: "lib.rs".into(),
                part: "part".to_owned(),
                items,
                seed: 1,
                skipped: 0,
                pass: Pass::Count,
            };
            let mut is_run = false;
            let run = || {
                is_run = true;
                Ok(ended(Weighed {
                    ending: Ending::TimedOut(std::time::Duration::from_secs(1)),
                    output: Output::default(),
                }))
            };
            let observed = unless_hopeless(&hopeless, &window, run).expect("it is observed");
            assert!(matches!(observed.weighed.ending, Ending::TimedOut(_)));
            is_run
        };
        assert_eq!([64, 512, 8, 64].map(is_run), [true, false, true, false]);
    }
}
