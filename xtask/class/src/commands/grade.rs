//! `cargo xtask grade SUBMISSIONS --out RESULTS`. In: options. Out: the folder of
//! results, and an exit code.

use std::process::ExitCode;
use std::thread;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use xtask::failure::Failure;
use xtask::session::Session;
use xtask::style::{ColourChoice, counted};

use crate::commands::options::{Consent, Options};
use crate::commands::reports;
use crate::fence;
use crate::intake::{self, Student, WantedExercise};
use crate::judge::all::{self, JudgingProgress, Kept, StudentExercise};
use crate::judge::setup::Setup;
use crate::ledger::Ledger;
use crate::ledger::members::Members;
use crate::policy::Policy;

/// Grades a class.
pub fn run(options: &Options) -> Result<ExitCode, Failure> {
    let session = Session::open_again(ColourChoice::Auto)?;
    let policy = policy(options)?;
    let (mut ledger, warnings) = Ledger::open(&options.out)?;
    for warning in warnings {
        eprintln!("warning: {warning}");
    }
    let seed = ledger.seed(fastrand::u64(..) >> 1)?;
    // Before anything is built: what is wrong with the folder is told at once.
    let (members, submissions) = take_in(options, &session, &ledger)?;
    let setup = Setup::prepare(&session, policy, seed)?;
    let workers = options
        .jobs
        .unwrap_or_else(|| thread::available_parallelism().map_or(2, usize::from));
    let bar = FilesBar::new();
    let done = all::run(
        &session.workbook,
        &setup,
        submissions,
        &mut ledger,
        workers,
        &bar,
    )?;
    drop(bar);
    let isolation = setup.policy.isolation();
    println!(
        "judged now: {}; known from before: {}; isolation: {isolation}",
        counted(done.judged as u64, "file"),
        counted(done.kept as u64, "result"),
    );
    reports::write(
        &session.workbook,
        &ledger,
        &members,
        &isolation,
        &options.out,
    )
}

/// The rules, as far as this system and the instructor allow.
fn policy(options: &Options) -> Result<Policy, Failure> {
    if is_root() && options.accepted.root == Consent::Missing {
        return Err(Failure::new(
            "this is root: what escapes the fence may then do anything to this machine",
        )
        .next("work as another user, or add --accept-root on a machine that you can throw away"));
    }
    let own = std::env::current_exe()
        .map_err(|error| Failure::new(format!("where is this program? {error}")))?;
    let support = fence::support(&own).map_err(Failure::new)?;
    if support.is_enough() {
        return Ok(Policy::strict(options.limits).on_a_system_without(&support.missing));
    }
    if options.accepted.weaker_isolation == Consent::Missing {
        return Err(Failure::new(format!(
            "strangers' code cannot be kept apart on this system: {}",
            support.missing.join("; ")
        ))
        .next(
            "use Linux 6.2 or newer, or add --accept-weaker-isolation on a machine that you can \
             throw away; every result will say so",
        ));
    }
    Ok(Policy::weaker(options.limits))
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

/// Finds what was handed in, and keeps all files that are fit in the folder of results.
fn take_in(
    options: &Options,
    session: &Session,
    ledger: &Ledger,
) -> Result<(Members, Vec<StudentExercise>), Failure> {
    let wanted = session
        .workbook
        .exercises
        .iter()
        .map(WantedExercise::of)
        .collect::<Result<Vec<_>, _>>()?;
    let mut members = Members::nobody(options.partition);
    let mut submissions = Vec::new();
    let is_here = |name: &str| {
        options
            .partition
            .is_none_or(|partition| partition.takes(name))
    };
    let take = |student: Student| {
        if is_here(&student.name) {
            members.add(&student);
            for (exercise, handed) in student.files {
                submissions.push(StudentExercise {
                    student: student.name.clone(),
                    exercise,
                    handed: keep(ledger, handed)?,
                });
            }
        }
        Ok(())
    };
    let roster = options.roster.as_deref();
    let warnings = intake::each(&options.submissions, &wanted, roster, take)?;
    for warning in &warnings {
        eprintln!("warning: {warning}");
    }
    members.warn(&warnings);
    members.write(&options.out)?;
    Ok((members, submissions))
}

/// Puts a file's text on the disk; its hash stands for it from here on.
fn keep(ledger: &Ledger, handed: intake::Handed) -> Result<Kept, Failure> {
    Ok(match handed {
        intake::Handed::Nothing => Kept::Nothing,
        intake::Handed::Unfit { shown, why } => Kept::Unfit { file: shown, why },
        intake::Handed::File {
            shown,
            text,
            sha256,
        } => {
            ledger.keep_source(&sha256, &text)?;
            Kept::File {
                file: shown,
                sha256,
            }
        }
    })
}

/// A bar on a terminal: files judged, and how long the rest takes.
struct FilesBar(ProgressBar);

impl FilesBar {
    fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) =
            ProgressStyle::with_template("{bar:24} {pos} of {len} files judged, about {eta} left")
        {
            bar.set_style(style);
        }
        FilesBar(bar)
    }
}

impl JudgingProgress for FilesBar {
    fn begin(&self, files: usize) {
        self.0.set_length(files as u64);
    }

    fn judged(&self) {
        self.0.inc(1);
    }
}

impl Drop for FilesBar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
