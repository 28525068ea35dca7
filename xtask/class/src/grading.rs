//! `cargo xtask grade SUBMISSIONS --out RESULTS`. In: options. Out: the folder of
//! results, and an exit code.

use std::path::Path;
use std::process::ExitCode;
use std::thread;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sha2::{Digest, Sha256};
use xtask::bar::{Bar, Show};
use xtask::failure::Failure;
use xtask::session::Session;
use xtask::style::ColourChoice;

use crate::engine::{self, Done, Handed, Submission, Watcher};
use crate::judge::Bench;
use crate::ledger::{Grading, Ledger};
use crate::options::Options;
use crate::policy::Policy;
use crate::reference::References;
use crate::toolchain::{Toolchain, hex};

/// Grades a class.
pub fn run(options: &Options) -> Result<ExitCode, Failure> {
    let session = Session::open_again(ColourChoice::Auto)?;
    let policy = Policy::strict(options.limits);
    let (mut ledger, warnings) = Ledger::open(&options.out)?;
    for warning in warnings {
        eprintln!("warning: {warning}");
    }
    let seed = ledger
        .grading(Grading {
            seed: fastrand::u64(..) >> 1,
        })?
        .seed;
    let bar = Bar::new(Show::OnTerminal);
    let toolchain = Toolchain::prepare(&session.workbook, &session.target, &bar)?;
    drop(bar);
    let references = References::weigh(
        &session.workbook,
        &toolchain,
        seed,
        &policy.run_limits(),
        policy.surroundings(),
        policy.sealing,
    )?;
    let bench = Bench {
        toolchain: &toolchain,
        references: &references,
        policy: &policy,
        seed,
    };
    let submissions = take_in(&options.submissions, &session, &ledger)?;
    let workers = options
        .jobs
        .unwrap_or_else(|| thread::available_parallelism().map_or(2, usize::from));
    let meter = Meter::new();
    let done = engine::run(
        &session.workbook,
        &bench,
        submissions,
        &mut ledger,
        workers,
        &meter,
    )?;
    drop(meter);
    println!("{done:?}");
    Ok(exit_code(done))
}

fn exit_code(done: Done) -> ExitCode {
    match done.broken {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    }
}

fn take_in(folder: &Path, session: &Session, ledger: &Ledger) -> Result<Vec<Submission>, Failure> {
    let mut all = Vec::new();
    let mut students: Vec<_> = std::fs::read_dir(folder)
        .map_err(|e| Failure::io("read", folder, &e))?
        .filter_map(Result::ok)
        .collect();
    students.sort_by_key(|e| e.file_name());
    for s in students {
        for e in &session.workbook.exercises {
            let p = s.path().join(format!("{}.rs", e.id));
            let handed = match std::fs::read_to_string(&p) {
                Ok(text) => {
                    let sha256 = hex(&Sha256::digest(text.as_bytes()));
                    ledger.keep_source(&sha256, &text)?;
                    Handed::File {
                        file: format!("{}.rs", e.id),
                        sha256,
                    }
                }
                Err(_) => Handed::Nothing,
            };
            all.push(Submission {
                student: s.file_name().to_string_lossy().into_owned(),
                exercise: e.id.clone(),
                handed,
            });
        }
    }
    Ok(all)
}

/// A bar on a terminal: files judged, and how long the rest takes.
struct Meter(ProgressBar);

impl Meter {
    fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) =
            ProgressStyle::with_template("{bar:24} {pos} of {len} files judged, about {eta} left")
        {
            bar.set_style(style);
        }
        Meter(bar)
    }
}

impl Watcher for Meter {
    fn begin(&self, files: usize) {
        self.0.set_length(files as u64);
    }

    fn judged(&self) {
        self.0.inc(1);
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
