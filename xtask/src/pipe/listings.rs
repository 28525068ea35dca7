//! The scales of the book, on the learner's machine. In: the crate
//! `book/listings`. Out: what a listing costs in a debug and in a release build,
//! and the figures that a text names.
//!
//! Both builds are made and weighed as `cargo xtask book measure` does it, and
//! nothing is read from the book's record.

use std::fs;
use std::path::{Path, PathBuf};

use meter_report::Counts;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::commands::check::USUAL_LIMITS;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::learner::question::{self, Question};
use crate::pipe::build::{self, Complaint, Event, Network, Request, Wanted};
use crate::pipe::lock::TargetLock;
use crate::pipe::progress::{Progress, Tally};
use crate::pipe::stage::short_hash;
use crate::pipe::weigh::{self, Ending, Weighed, Window};
use crate::process::Limits;
use crate::report::style::{counted, number};
use crate::workbook::{Build, Workbook};

/// The program that weighs, in both builds.
#[derive(Debug)]
pub struct Scales {
    debug: PathBuf,
    release: PathBuf,
    source: PathBuf,
    limits: Limits,
}

/// What one listing costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    /// In a debug build.
    pub debug: Counts,
    /// In a release build.
    pub release: Counts,
}

/// What a fact is found with, as in the book; most need no input.
const FACT_ITEMS: usize = 1_000;

impl Scales {
    /// Builds them, without the network if that is possible.
    pub fn build(
        workbook: &Workbook,
        target: &Path,
        progress: &dyn Progress,
        interrupt: &Interrupt,
    ) -> Result<Self, Failure> {
        let _lock = TargetLock::take(target, progress, interrupt)?;
        let built = |build| program(workbook, target, build, progress, interrupt);
        Ok(Scales {
            limits: Limits {
                interrupt: interrupt.clone(),
                ..USUAL_LIMITS
            },
            release: built(Build::Release)?,
            debug: built(Build::Debug)?,
            source: question::listings_folder(workbook).join("src/lib.rs"),
        })
    }

    /// What a listing costs at a size.
    pub fn weigh(&self, question: &Question, progress: &dyn Progress) -> Result<Weights, Failure> {
        let (name, items) = (&question.listing, question.items);
        let windows = [Build::Debug, Build::Release].map(|build| self.window(build, name, items));
        let tally = Tally::new(progress, windows.len());
        let mut weighed = weigh::weigh_all(&windows, &self.limits, || tally.add()).into_iter();
        let mut counts = || counts(name, weighed.next());
        Ok(Weights {
            debug: counts()?,
            release: counts()?,
        })
    }

    /// One call of a listing. With a profile it also says which lines allocate.
    fn window(&self, build: Build, part: &str, items: usize) -> Window {
        let executable = match build {
            Build::Debug => &self.debug,
            Build::Release => &self.release,
        };
        Window {
            executable: executable.clone(),
            source: self.source.clone(),
            part: part.to_owned(),
            items,
            seed: 1,
            pass: crate::pipe::weigh::Pass::Count,
        }
    }

    /// A text of the book with its figures, each measured now: `{{n NAME}}`,
    /// `{{n NAME UNIT}}` and `{{items NAME}}`.
    pub fn fill(&self, text: &str) -> Result<String, Failure> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let unknown = || Failure::new(format!("a figure cannot be read in: {text}"));
            let (directive, after) = after.split_once("}}").ok_or_else(unknown)?;
            filled.push_str(before);
            let words: Vec<&str> = directive.split_whitespace().collect();
            filled += &match words[..] {
                ["n", name] => number(self.figure(name)?),
                ["n", name, unit] => {
                    counted(self.figure(name)?, unit.strip_suffix('s').unwrap_or(unit))
                }
                ["items", name] => number(items_of(name).ok_or_else(unknown)? as u64),
                _ => return Err(unknown()),
            };
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// A figure by the name that pages use: `ch04/growing@10000/debug.bytes`, or
    /// `ch04/growth.of_4.first`, a part of a fact.
    fn figure(&self, name: &str) -> Result<u64, Failure> {
        let unknown = || Failure::new(format!("the scales know no whole number `{name}`"));
        let (part, path) = name.split_once('.').unwrap_or((name, ""));
        let (part, build) = match part.strip_suffix("/debug") {
            Some(part) => (part, Build::Debug),
            None => (part, Build::Release),
        };
        let value = match part.split_once('@') {
            Some((listing, _)) => {
                let items = items_of(part).ok_or_else(unknown)?;
                let window = self.window(build, listing, items);
                let counts = counts(listing, Some(weigh::weigh(&window, &USUAL_LIMITS)))?;
                serde_json::to_value(counts).unwrap_or_default()
            }
            None => {
                let window = self.window(build, part, FACT_ITEMS);
                let answer = answer(part, weigh::weigh(&window, &USUAL_LIMITS))?;
                serde_json::from_str(answer.get()).unwrap_or_default()
            }
        };
        let mut keys = path.split('.').filter(|key| !key.is_empty());
        let found = keys.try_fold(&value, |value, key| match value {
            Value::Array(values) => values.get(key.parse::<usize>().ok()?),
            value => value.get(key),
        });
        found.and_then(Value::as_u64).ok_or_else(unknown)
    }
}

/// The size in `ch04/growing@10000`.
fn items_of(name: &str) -> Option<usize> {
    let (_, size) = name.split_once('@')?;
    let end = size.find(['/', '.']).unwrap_or(size.len());
    size[..end].parse().ok()
}

/// Builds the program once, and puts it where no other build replaces it.
fn program(
    workbook: &Workbook,
    target: &Path,
    build: Build,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> Result<PathBuf, Failure> {
    let request = |network| Request {
        compiler: None,
        folder: &workbook.root,
        target,
        wanted: Wanted::Program {
            package: "listings",
            build,
        },
        network,
        colour: build::Colour::Plain,
        progress,
        interrupt,
    };
    let mut built = None;
    let mut errors = Vec::new();
    let mut each = |event| match event {
        Event::Ready { executable, .. } => built = Some(executable),
        Event::Diagnostic(diagnostic) if diagnostic.is_error => errors.push(diagnostic.rendered),
        _ => {}
    };
    let mut complaint = build::build(&request(Network::Offline), &mut each)?;
    if complaint.wants_network() {
        complaint = build::build(&request(Network::Allowed), &mut each)?;
    }
    match built {
        Some(built) if complaint == Complaint::default() => kept(workbook, target, build, &built),
        _ if !errors.is_empty() => Err(Failure::new(format!(
            "the book's listings do not compile:\n{}",
            errors.join("\n").trim_end()
        ))
        .next("`git status` shows which files of the workbook were changed")),
        _ => Err(complaint.into_failure()),
    }
}

/// A copy of the program. It is put in place in one step, so that a program that
/// still runs there goes on.
fn kept(
    workbook: &Workbook,
    target: &Path,
    build: Build,
    built: &Path,
) -> Result<PathBuf, Failure> {
    let word = match build {
        Build::Debug => "debug",
        Build::Release => "release",
    };
    let folder = target.join("stage").join("scales");
    let name = format!("{:08x}-{word}", short_hash(&workbook.root));
    let path = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let fresh = folder.join(format!("{name}-{}.new", std::process::id()));
    fs::create_dir_all(&folder)
        .and_then(|()| fs::copy(built, &fresh))
        .and_then(|_| fs::rename(&fresh, &path))
        .map_err(|error| Failure::io("write", &path, &error))?;
    Ok(path)
}

fn counts(listing: &str, weighed: Option<Weighed>) -> Result<Counts, Failure> {
    match weighed.map(|weighed| weighed.ending) {
        Some(Ending::Returned(returned)) if returned.counts.is_some() => {
            Ok(returned.counts.unwrap_or_default())
        }
        other => Err(not_weighed(listing, &other)),
    }
}

fn answer(fact: &str, weighed: Weighed) -> Result<Box<RawValue>, Failure> {
    match weighed.ending {
        Ending::Returned(returned) => Ok(returned.answer),
        other => Err(not_weighed(fact, &Some(other))),
    }
}

fn not_weighed(listing: &str, ending: &Option<Ending>) -> Failure {
    Failure::new(format!(
        "the listing `{listing}` was not weighed: {ending:?}"
    ))
    .next("`git status` shows which files of the workbook were changed")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipe::progress::tests::Recorder;

    #[test]
    fn sizes_are_in_the_names_of_weights() {
        for (name, items) in [
            ("ch04/growing@10000", Some(10_000)),
            ("ch04/growing@10000/debug", Some(10_000)),
            ("ch04/growing@10000.bytes", Some(10_000)),
            ("ch04/growing", None),
            ("ch04/growing@many", None),
        ] {
            assert_eq!(items_of(name), items, "{name}");
        }
    }

    /// Every listing is there, costs the same twice, and has a reason whose
    /// figures are found.
    #[test]
    fn every_question_of_the_book_has_exact_counts() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workbook = Workbook::open(root).expect("the workbook");
        // This test lies in `<target>/debug/deps`.
        let own = std::env::current_exe().expect("the path of this test");
        let target = own.ancestors().nth(3).expect("the target folder");
        let progress = Recorder::default();
        let scales =
            Scales::build(&workbook, target, &progress, &Interrupt::NEVER).expect("the listings");
        let mut differing = 0;
        for question in question::all(&workbook).expect("the questions") {
            let once = scales.weigh(&question, &progress).expect(&question.id);
            let twice = scales.weigh(&question, &progress).expect(&question.id);
            assert_eq!(once, twice, "{}", question.id);
            let because = scales.fill(&question.because).expect(&question.id);
            assert!(!because.contains("{{"), "{because}");
            differing += usize::from(once.debug != once.release);
        }
        assert!(differing > 0, "some listings differ between the builds");
    }
}
