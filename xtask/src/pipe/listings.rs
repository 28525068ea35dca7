//! The scales of the book, on this machine. In: the crate `book/listings`. Out: its
//! programs in a debug and in a release build, what a listing costs in each, and a text
//! with its figures.
//!
//! `cargo xtask predict` and `cargo xtask book measure` weigh with the same scales, and
//! nothing is read from the book's record here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use explain::words::{counted, number};
use meter_report::Counts;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::pipe::build::{self, CargoEvent, Request, Wanted};
use crate::pipe::compiler::Compiler;
use crate::pipe::complaint::Complaint;
use crate::pipe::lock::TargetLock;
use crate::pipe::progress::{Progress, WindowCounter};
use crate::pipe::stage::short_hash;
use crate::pipe::weigh::{self, Ending, Pass, Weighed, Window};
use crate::pipe::workers;
use crate::process::Limits;
use crate::workbook::figure::{self, FigureName};
use crate::workbook::{Build, Workbook};

/// The package of the listings, and the program in it that weighs them.
pub const LISTINGS: &str = "listings";

/// The programs of the listings, above all the one that weighs.
#[derive(Debug)]
pub struct Scales {
    programs: Programs,
    source: PathBuf,
    limits: Limits,
    /// What compiled them.
    compiler: Compiler,
}

type Programs = BTreeMap<(Build, String), PathBuf>;

/// What one listing costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    /// In a debug build.
    pub debug: Counts,
    /// In a release build.
    pub release: Counts,
}

/// The wall time of a window where all of the book is weighed.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a fact is found with; most need no input.
pub const FACT_ITEMS: usize = 1_000;

impl Scales {
    /// Builds the program that weighs, without the network if that is possible.
    pub fn build(
        workbook: &Workbook,
        target: &Path,
        progress: &dyn Progress,
        interrupt: &Interrupt,
    ) -> Result<Self, Failure> {
        let _lock = TargetLock::take(target, progress, interrupt)?;
        let only = Some(LISTINGS);
        let compiler = Compiler::of(workbook)?;
        let mut programs = programs(workbook, &compiler, target, only, progress, interrupt)?;
        for ((build, _), program) in &mut programs {
            *program = kept(workbook, target, *build, program)?;
        }
        Ok(Scales::of(programs, compiler, workbook, interrupt))
    }

    /// Builds all programs of the listings. They stay as they are for as long as the
    /// lock is held.
    pub fn build_all(
        workbook: &Workbook,
        target: &Path,
        _lock: &TargetLock,
        progress: &dyn Progress,
        interrupt: &Interrupt,
    ) -> Result<Self, Failure> {
        let compiler = Compiler::of(workbook)?;
        let programs = programs(workbook, &compiler, target, None, progress, interrupt)?;
        let mut scales = Scales::of(programs, compiler, workbook, interrupt);
        // Nobody waits for an answer, and all must be there in the end.
        scales.limits.time = PATIENCE;
        Ok(scales)
    }

    /// What compiled the programs.
    pub fn compiler(&self) -> &Compiler {
        &self.compiler
    }

    fn of(
        programs: Programs,
        compiler: Compiler,
        workbook: &Workbook,
        interrupt: &Interrupt,
    ) -> Self {
        Scales {
            programs,
            compiler,
            source: workbook.listings().join("src/lib.rs"),
            limits: Limits::usual_until(interrupt),
        }
    }

    /// Where a program is.
    pub fn program(&self, build: Build, name: &str) -> Result<&Path, Failure> {
        self.programs
            .get(&(build, name.to_owned()))
            .map(PathBuf::as_path)
            .ok_or_else(|| {
                Failure::new(format!("the listings have no program `{name}` in src/bin"))
            })
    }

    /// One call of a listing, or the search for a fact.
    pub fn window(&self, build: Build, name: &str, items: usize) -> Result<Window, Failure> {
        Ok(Window {
            executable: self.program(build, LISTINGS)?.to_owned(),
            source: self.source.clone(),
            part: name.to_owned(),
            items,
            seed: 1,
            skipped: 0,
            pass: Pass::Count,
        })
    }

    /// Weighs windows, as many at once as the machine has cores.
    pub fn weigh_all(
        &self,
        windows: &[Window],
        progress: &dyn Progress,
    ) -> Result<Vec<Weighed>, Failure> {
        let counter = WindowCounter::new(progress, windows.len());
        workers::weigh_all(windows, &self.limits, || counter.add())
    }

    /// What a listing costs at a size.
    pub fn weigh(
        &self,
        name: &str,
        items: usize,
        progress: &dyn Progress,
    ) -> Result<Weights, Failure> {
        let windows = [
            self.window(Build::Debug, name, items)?,
            self.window(Build::Release, name, items)?,
        ];
        let mut weighed = self.weigh_all(&windows, progress)?.into_iter();
        let mut counts = || counts(name, weighed.next());
        Ok(Weights {
            debug: counts()?,
            release: counts()?,
        })
    }

    /// A text of the book with its figures, each measured now: `{{n NAME}}`,
    /// `{{n NAME UNIT}}` and `{{items NAME}}`.
    pub fn fill(&self, text: &str) -> Result<String, Failure> {
        figure::fill(text, |words| match words {
            ["n", name] => Ok(number(self.figure(name)?)),
            ["n", name, unit] => Ok(counted(self.figure(name)?, &figure::singular(unit))),
            ["items", name] => match FigureName::parse(name).and_then(|name| name.items) {
                Some(items) => Ok(number(items as u64)),
                None => Err(Failure::new(format!("`{name}` has no size"))),
            },
            _ => Err(Failure::new(
                "expected n or items, with the name of a figure",
            )),
        })
    }

    /// A whole number by the name that pages use.
    fn figure(&self, name: &str) -> Result<u64, Failure> {
        let unknown = || Failure::new(format!("the scales know no whole number `{name}`"));
        let figure = FigureName::parse(name).ok_or_else(unknown)?;
        let build = match figure.variant {
            "release" => Build::Release,
            "debug" => Build::Debug,
            _ => return Err(unknown()),
        };
        let items = figure.items.unwrap_or(FACT_ITEMS);
        let window = self.window(build, figure.listing, items)?;
        let weighed = Some(weigh::weigh(&window, &self.limits));
        let value = match figure.items {
            Some(_) => serde_json::to_value(counts(figure.listing, weighed)?),
            None => serde_json::from_str(answer(figure.listing, weighed)?.get()),
        };
        let found = figure
            .find(&value.unwrap_or_default())
            .and_then(Value::as_u64);
        found.ok_or_else(unknown)
    }
}

/// Builds one or all programs of the listings, each in both builds.
fn programs(
    workbook: &Workbook,
    compiler: &Compiler,
    target: &Path,
    only: Option<&str>,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> Result<Programs, Failure> {
    let requests = Build::BOTH.map(|build| Request {
        workbook,
        compiler,
        wrapper: None,
        folder: &workbook.root,
        target,
        libraries: None,
        wanted: Wanted::Programs {
            package: LISTINGS,
            only,
            build,
        },
        colour: build::Colour::Plain,
        progress,
        interrupt,
    });
    claim(&requests, workbook, target)?;
    let mut programs = Programs::new();
    for (build, request) in Build::BOTH.into_iter().zip(requests) {
        let mut errors = Vec::new();
        let complaint = build::build(&request, |event| match event {
            CargoEvent::Ready { executable, .. } => {
                let name = executable.file_stem().unwrap_or_default();
                let name = name.to_string_lossy().into_owned();
                programs.insert((build, name), executable);
            }
            CargoEvent::Diagnostic(diagnostic)
                if diagnostic.is_error
                    && diagnostic.package == LISTINGS
                    && !diagnostic.is_trouble_with_the_machine() =>
            {
                errors.push(diagnostic.rendered);
            }
            _ => {}
        })?;
        if !errors.is_empty() {
            return Err(Failure::new(format!(
                "the book's listings do not compile:\n{}",
                errors.join("\n").trim_end()
            ))
            .next("`git status` shows which files of the workbook were changed"));
        }
        if complaint != Complaint::default() {
            return Err(complaint.into_failure());
        }
    }
    Ok(programs)
}

/// Lets cargo forget the listings that it built of another workbook, if one shares the
/// folder for products. Cargo does not see that they are others: it looks at names, at
/// paths within a workbook, and at the times of files.
fn claim(requests: &[Request<'_>], workbook: &Workbook, target: &Path) -> Result<(), Failure> {
    let file = target.join("stage").join("listings-of");
    let own = workbook.root.as_os_str().as_encoded_bytes();
    let last = fs::read(&file).ok();
    if last.as_deref() == Some(own) {
        return Ok(());
    }
    let write = |whose: &[u8]| {
        fs::create_dir_all(target.join("stage"))
            .and_then(|()| fs::write(&file, whose))
            .map_err(|error| Failure::io("write", &file, &error))
    };
    if last.is_some() {
        // Nobody's, until all are forgotten.
        write(b"")?;
        requests.iter().try_for_each(build::forget)?;
    }
    write(own)
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

/// What a listing that was weighed costs.
pub fn counts(listing: &str, weighed: Option<Weighed>) -> Result<Counts, Failure> {
    match weighed.map(|weighed| weighed.ending) {
        Some(Ending::Returned(returned)) if returned.counts.is_some() => {
            Ok(returned.counts.unwrap_or_default())
        }
        other => Err(not_weighed(listing, &other)),
    }
}

/// What was found to be a fact.
pub fn answer(fact: &str, weighed: Option<Weighed>) -> Result<Box<RawValue>, Failure> {
    match weighed.map(|weighed| weighed.ending) {
        Some(Ending::Returned(returned)) => Ok(returned.answer),
        other => Err(not_weighed(fact, &other)),
    }
}

fn not_weighed(listing: &str, ending: &Option<Ending>) -> Failure {
    if let Some(Ending::NotStarted(failure)) = ending {
        return failure.clone();
    }
    let how = ending.as_ref().map_or_else(String::new, Ending::in_words);
    Failure::new(format!("the listing `{listing}` was not weighed: it {how}"))
        .next("`git status` shows which files of the workbook were changed")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learner::question;
    use crate::pipe::progress::tests::Recorder;

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
            let weigh = || scales.weigh(&question.listing, question.items, &progress);
            let once = weigh().expect(&question.id);
            let twice = weigh().expect(&question.id);
            assert_eq!(once, twice, "{}", question.id);
            let because = scales.fill(&question.because).expect(&question.id);
            assert!(!because.contains("{{"), "{because}");
            differing += usize::from(once.debug != once.release);
        }
        assert!(differing > 0, "some listings differ between the builds");
    }
}
