//! The `main` of every harness. In: the command line. Out: one report.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;

use meter_report::{Outcome, Report};
use serde_json::value::RawValue;

use crate::arguments::{self, Order, ReportTo};
use crate::{Window, allocator, panics, stacks};

/// A part of an exercise: its name in `exercise.toml`, and how to weigh it.
pub type Part = (&'static str, fn(&mut Window));

/// The exit code for a harness or an order that is wrong.
const MISUSED: u8 = 3;
/// The exit code of a Rust program that panicked.
const PANICKED: u8 = 101;

/// Weighs the one part that the command line asks for, and reports it.
///
/// The exit code is 0 when the part returned, 101 when it panicked, and 3 when
/// the harness or the order is at fault.
pub fn run(parts: &[Part]) -> ExitCode {
    let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
    let order = match arguments::parse(std::env::args().skip(1)) {
        Ok(order) => order,
        Err(message) => return refuse(&message, &names),
    };
    let Some((_, part)) = parts.iter().find(|(name, _)| *name == order.part) else {
        return refuse(&format!("no part is named `{}`", order.part), &names);
    };
    let mut line = match ReportLine::open(&order.report_to) {
        Ok(line) => line,
        Err(error) => return refuse(&format!("no pipe for the report: {error}"), &names),
    };

    let outcome = match &order.names {
        Some(folder) => look_up_names(folder),
        None => weigh(*part, &order),
    };
    let code = match &outcome {
        Outcome::Finished { .. } => ExitCode::SUCCESS,
        Outcome::Panicked(_) => ExitCode::from(PANICKED),
        Outcome::Misused(_) => ExitCode::from(MISUSED),
    };
    match line.write(outcome) {
        Ok(()) => code,
        Err(error) => refuse(&format!("the report could not be written: {error}"), &names),
    }
}

fn weigh(part: fn(&mut Window), order: &Order) -> Outcome {
    panics::remember(order.source.clone());
    allocator::limit_live_bytes(order.memory_limit);
    let mut window = Window::new(order.items, order.seed, order.pass.clone());
    if catch_unwind(AssertUnwindSafe(|| part(&mut window))).is_err() {
        return Outcome::Panicked(panics::take());
    }
    match window.into_findings() {
        Ok(findings) => Outcome::Finished {
            counts: findings.counts,
            answer: findings.answer,
            // Who runs a harness by hand is not told what to predict.
            truth: match order.report_to {
                ReportTo::Runner => findings.truth,
                ReportTo::Stdout => None,
            },
        },
        Err(misuse) => Outcome::Misused(misuse),
    }
}

/// Nothing of the code under test runs for this.
fn look_up_names(folder: &Path) -> Outcome {
    match stacks::write_names(folder) {
        Ok(()) => Outcome::Finished {
            counts: None,
            answer: RawValue::NULL.to_owned(),
            truth: None,
        },
        Err(error) => Outcome::Misused(format!("names in {}: {error}", folder.display())),
    }
}

fn refuse(message: &str, parts: &[&str]) -> ExitCode {
    eprintln!(
        "error: {message}\n{}\nparts: {}",
        arguments::USAGE,
        parts.join(", ")
    );
    ExitCode::from(MISUSED)
}

/// Where the report goes, with the secret that proves who wrote it.
struct ReportLine {
    nonce: String,
    /// The pipe; none means standard output, which is not touched before the
    /// report is written, because its first use allocates a buffer.
    pipe: Option<Box<dyn Write>>,
}

impl ReportLine {
    /// Takes the report pipe before any code under test has run.
    fn open(to: &ReportTo) -> io::Result<Self> {
        match to {
            ReportTo::Stdout => Ok(ReportLine {
                nonce: String::new(),
                pipe: None,
            }),
            ReportTo::Runner => Self::open_runner(),
        }
    }

    /// Standard input is one end of a socket. The secret is read from it, so
    /// the code under test finds nothing there, and the report is written to it.
    #[cfg(unix)]
    fn open_runner() -> io::Result<Self> {
        use std::io::{BufRead, BufReader};
        use std::os::fd::AsFd;
        use std::os::unix::net::UnixStream;

        let socket = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
        let mut nonce = String::new();
        BufReader::new(&socket).read_line(&mut nonce)?;
        Ok(ReportLine {
            nonce: nonce.trim_end().to_owned(),
            pipe: Some(Box::new(socket)),
        })
    }

    /// Standard input is the writing end of a pipe. There is no secret.
    #[cfg(windows)]
    fn open_runner() -> io::Result<Self> {
        use std::os::windows::io::AsHandle;

        let pipe = io::stdin().as_handle().try_clone_to_owned()?;
        Ok(ReportLine {
            nonce: String::new(),
            pipe: Some(Box::new(std::fs::File::from(pipe))),
        })
    }

    fn write(&mut self, outcome: Outcome) -> io::Result<()> {
        let report = Report {
            nonce: std::mem::take(&mut self.nonce),
            outcome,
        };
        let mut line = serde_json::to_vec(&report)?;
        line.push(b'\n');
        let to: &mut dyn Write = match &mut self.pipe {
            Some(pipe) => pipe,
            None => &mut io::stdout(),
        };
        to.write_all(&line)?;
        to.flush()
    }
}
