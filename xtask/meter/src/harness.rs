//! The `main` of every harness. In: the command line. Out: one report.

use std::fs::File;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;

use meter_report::{Outcome, Report};
use serde_json::value::RawValue;

use crate::arguments::{self, Order, ReportTo};
use crate::seal::{self, Files};
use crate::window::{Pass, Window};
use crate::{panics, stacks, tell, totals, trace};

/// A part of an exercise: its name in `exercise.toml`, and how to weigh it.
pub type Part<'p> = (&'p str, &'p dyn Fn(&mut Window));

/// The exit code for a harness or an order that is wrong.
const MISUSED: u8 = 3;
/// The exit code of a Rust program that panicked.
const PANICKED: u8 = 101;

/// Weighs the one part that the command line asks for, and reports it.
///
/// The exit code is 0 when the part returned, 101 when it panicked, and 3 when
/// the harness or the order is at fault.
pub fn run(parts: &[Part<'_>]) -> ExitCode {
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

    let resident = match prepare(&order) {
        Ok(resident) => resident,
        Err(what) => return refuse(&what, &names),
    };

    let outcome = match &order.names {
        Some(folder) => look_up_names(folder),
        None => weigh(*part, &order, line.seed.unwrap_or(order.seed)),
    };
    let code = match &outcome {
        Outcome::Finished { .. } => ExitCode::SUCCESS,
        Outcome::Panicked(_) => ExitCode::from(PANICKED),
        Outcome::Misused(_) => ExitCode::from(MISUSED),
    };
    match line.write(outcome, resident.and_then(peak_resident)) {
        Ok(()) => code,
        Err(error) => refuse(&format!("the report could not be written: {error}"), &names),
    }
}

/// Opens all that will be needed, and then closes everything else for good. Nothing
/// of the code under test has run yet. Returns what tells how much memory is resident.
fn prepare(order: &Order) -> Result<Option<File>, String> {
    if let Pass::Trace(file) | Pass::Stacks(file) = &order.pass {
        trace::create(file).map_err(|error| format!("{}: {error}", file.display()))?;
        stacks::locate();
    }
    if let Some(number) = order.events {
        let pipe = events_pipe(number).map_err(|error| format!("events: {error}"))?;
        tell::to(pipe, order.events_limit);
    }
    let Some(threads) = order.seal else {
        return Ok(None);
    };
    // A panic tells where it came from, and names are looked up elsewhere.
    stacks::locate();
    let resident = File::open("/proc/self/status").ok();
    let growth = match order.pass {
        Pass::Trace(_) | Pass::Stacks(_) => Files::Traces,
        _ => Files::None,
    };
    seal::seal(threads, growth).map_err(|what| format!("this process cannot be sealed: {what}"))?;
    Ok(resident)
}

/// The open file that the runner handed down.
#[cfg(unix)]
fn events_pipe(number: i32) -> io::Result<File> {
    use std::os::fd::BorrowedFd;

    if number < 3 {
        return Err(io::Error::other("0, 1 and 2 are taken"));
    }
    // SAFETY: the number is not -1. If it is of no open file, the next line says so;
    // nothing in this process closes it, since nobody here has opened it.
    let handed = unsafe { BorrowedFd::borrow_raw(number) };
    Ok(File::from(handed.try_clone_to_owned()?))
}

#[cfg(not(unix))]
fn events_pipe(_number: i32) -> io::Result<File> {
    Err(io::Error::other("open files are not handed down here"))
}

/// The most bytes that were resident so far, as the kernel says.
fn peak_resident(mut status: File) -> Option<u64> {
    let mut text = String::new();
    status.read_to_string(&mut text).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

fn weigh(part: &dyn Fn(&mut Window), order: &Order, seed: u64) -> Outcome {
    panics::remember(order.source.clone());
    totals::limit_live_bytes(order.memory_limit);
    let mut window = Window::new(order.items, seed, order.pass.clone())
        .skipping(order.skipped)
        .showing(order.show.clone());
    if catch_unwind(AssertUnwindSafe(|| part(&mut window))).is_err() {
        let mut panic = panics::take().unwrap_or_else(panics::unseen);
        panic.input = window.input().map(str::to_owned);
        return Outcome::Panicked(panic);
    }
    match window.into_findings() {
        Ok(findings) => Outcome::Finished {
            counts: findings.counts,
            answer: findings.answer,
            asked: findings.asked,
            leaking_calls: findings.leaking_calls,
            caught: findings.caught,
            processor_time: findings.processor_time.map(|time| time.as_nanos() as u64),
            input: findings.shown,
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
            asked: Vec::new(),
            leaking_calls: 0,
            caught: Vec::new(),
            processor_time: None,
            truth: None,
            input: None,
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
    /// What inputs are made from, where the runner said so behind the secret.
    seed: Option<u64>,
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
                seed: None,
                pipe: None,
            }),
            ReportTo::Runner => Self::open_runner(),
        }
    }

    /// Standard input is one end of a socket. The secret is read from it, so
    /// the code under test finds nothing there, and the report is written to it. Behind
    /// the secret, the seed may stand.
    #[cfg(unix)]
    fn open_runner() -> io::Result<Self> {
        use std::io::{BufRead, BufReader};
        use std::os::fd::AsFd;
        use std::os::unix::net::UnixStream;

        let socket = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
        let mut told = String::new();
        BufReader::new(&socket).read_line(&mut told)?;
        let mut words = told.split_whitespace();
        Ok(ReportLine {
            nonce: words.next().unwrap_or_default().to_owned(),
            seed: words.next().and_then(|seed| seed.parse().ok()),
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
            seed: None,
            pipe: Some(Box::new(std::fs::File::from(pipe))),
        })
    }

    fn write(&mut self, outcome: Outcome, resident: Option<u64>) -> io::Result<()> {
        let report = Report {
            nonce: std::mem::take(&mut self.nonce),
            outcome,
            resident,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_of_resident_memory_is_read_where_the_kernel_tells_it() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join("status");
        for (text, peak) in [
            (
                "Name:\tex3\nVmHWM:\t    2048 kB\nVmRSS:\t  7 kB\n",
                Some(2 << 20),
            ),
            ("Name:\tex3\nVmRSS:\t  7 kB\n", None),
            ("VmHWM:\t2048\n", None),
        ] {
            std::fs::write(&path, text).expect("it is written");
            let status = File::open(&path).expect("it is opened");
            assert_eq!(peak_resident(status), peak, "{text}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn events_are_told_on_no_standard_file() {
        use std::os::fd::AsRawFd;

        for taken in 0..3 {
            assert!(events_pipe(taken).is_err(), "{taken}");
        }
        // What was opened last is a file of this process.
        let (_reader, writer) = io::pipe().expect("a pipe");
        assert!(events_pipe(writer.as_raw_fd()).is_ok());
    }
}
