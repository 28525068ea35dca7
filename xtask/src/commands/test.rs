//! `test`: everything that the project tests. What needs the whole machine runs first and
//! alone. Then tests and checks run side by side, since many tests wait: for a limit to be
//! reached, for a browser, for another test. One of them shows what it does; what the
//! others print is shown when they end.

use std::fs::File;
use std::io::{Read, Seek};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::channel;
use std::thread;

use super::{command, verify};
use crate::failure::Failure;
use crate::pipe::build;
use crate::process;
use crate::report::style::Role;
use crate::session::{Outcome, Session};

/// Runs all tests.
pub const COMMAND: command::Command = command::Command {
    name: "test",
    define: |command| command.about("Run everything that the project tests"),
    read: |_| Box::new(|session| run(session)),
};

/// A cargo command that must succeed: its words, and a variable to set for it.
struct CargoRun {
    words: &'static [&'static str],
    variable: Option<(&'static str, &'static str)>,
}

impl CargoRun {
    const fn new(words: &'static [&'static str]) -> Self {
        CargoRun {
            words,
            variable: None,
        }
    }

    fn title(&self) -> String {
        format!("cargo {}", self.words.join(" "))
    }

    fn command(&self, session: &Session) -> Command {
        let mut cargo = build::cargo();
        cargo.args(self.words).current_dir(&session.workbook.root);
        cargo.envs(self.variable);
        cargo
    }
}

const ALONE: [CargoRun; 2] = [
    CargoRun::new(&["fmt", "--all", "--check"]),
    CargoRun::new(&["test", "--workspace", "--no-run"]),
];

/// The tests in two halves, by their names: what one leaves out the other has. Those that
/// look at the learner's folder of the checkout itself, or make it, are in one half, and
/// so never run at the same time: `commands`, `self_test`, `tidy`.
const HALVES: [&str; 2] = ["[cst]*", "[!cst]*"];

/// What runs side by side. The first takes longest, and is the one that shows what it does.
const SIDE_BY_SIDE: [CargoRun; 5] = [
    CargoRun::new(&[
        "test",
        "--workspace",
        "--no-fail-fast",
        "--lib",
        "--bins",
        "--test",
        HALVES[1],
    ]),
    CargoRun::new(&["test", "--workspace", "--no-fail-fast", "--test", HALVES[0]]),
    CargoRun::new(&["test", "--workspace", "--no-fail-fast", "--doc"]),
    CargoRun::new(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]),
    CargoRun {
        words: &[
            "doc",
            "--workspace",
            "--no-deps",
            "--document-private-items",
        ],
        variable: Some(("RUSTDOCFLAGS", "-D warnings")),
    },
];

/// How often `test` weighs every window of every starter and solution.
const RUNS: usize = 20;

/// Runs all steps, also after one that fails, and says which did.
fn run(session: &Session) -> Result<Outcome, Failure> {
    let mut failed = Vec::new();
    for step in &ALONE {
        announce(session, &step.title());
        let status = process::status(&mut step.command(session), &session.interrupt)?;
        if !status.success() {
            failed.push(step.title());
        }
    }
    failed.extend(side_by_side(session)?);
    let title = format!("cargo xtask verify --runs {RUNS}");
    announce(session, &title);
    let options = verify::Options {
        ids: Vec::new(),
        runs: RUNS,
    };
    if verify::run(session, &options)? == Outcome::SomethingFails {
        failed.push(title);
    }
    if failed.is_empty() {
        println!("{}", session.style.paint(Role::Good, "all tests pass"));
        return Ok(Outcome::AllPass);
    }
    println!("{}", session.style.paint(Role::Bad, "these failed:"));
    for title in failed {
        println!("  {title}");
    }
    Ok(Outcome::SomethingFails)
}

/// Runs the steps that may share the machine. Returns the titles of those that fail.
fn side_by_side(session: &Session) -> Result<Vec<String>, Failure> {
    let mut failed = Vec::new();
    thread::scope(|scope| {
        let (sender, ended) = channel();
        for (number, step) in SIDE_BY_SIDE.iter().enumerate() {
            println!("started: {}", step.title());
            let sender = sender.clone();
            scope.spawn(move || {
                let result = match number {
                    0 => shown(step, session),
                    _ => logged(step, session),
                };
                // Nobody listens any more where another step could not be run.
                let _ = sender.send((step, result));
            });
        }
        drop(sender);
        for (step, result) in ended {
            let (status, log) = result?;
            announce(session, &format!("ended: {}", step.title()));
            print!("{log}");
            if !status.success() {
                failed.push(step.title());
            }
        }
        session.interrupt.check()?;
        Ok(failed)
    })
}

/// Runs a step to its end. What it prints is seen at once.
fn shown(step: &CargoRun, session: &Session) -> Result<(ExitStatus, String), Failure> {
    let status = process::status(
        step.command(session).stdin(Stdio::null()),
        &session.interrupt,
    )?;
    Ok((status, String::new()))
}

/// Runs a step to its end. Returns what it printed, on both streams, in its order.
fn logged(step: &CargoRun, session: &Session) -> Result<(ExitStatus, String), Failure> {
    let lost = |error| Failure::new(format!("lost what {} prints: {error}", step.title()));
    let mut log = tempfile::tempfile().map_err(lost)?;
    let stream = |log: &File| log.try_clone().map_err(lost);
    let mut cargo = step.command(session);
    cargo
        .stdin(Stdio::null())
        .stdout(stream(&log)?)
        .stderr(stream(&log)?);
    let status = process::status(&mut cargo, &session.interrupt)?;
    let mut printed = Vec::new();
    log.rewind().map_err(lost)?;
    log.read_to_end(&mut printed).map_err(lost)?;
    Ok((status, String::from_utf8_lossy(&printed).into_owned()))
}

fn announce(session: &Session, title: &str) {
    println!(
        "{}",
        session.style.paint(Role::Strong, format!("==> {title}"))
    );
}

#[cfg(test)]
mod tests {
    use super::HALVES;

    #[test]
    fn each_test_is_in_one_half() {
        assert_eq!(HALVES[0].replace('[', "[!"), HALVES[1]);
    }
}
