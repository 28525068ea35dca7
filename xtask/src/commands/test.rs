//! `test`: everything that the project tests. First the tests are compiled, while exercises
//! are verified: the one needs a compiler for what is tested, the other for what is graded.
//! Then tests and checks run side by side, since many tests wait: for a limit to be reached,
//! for a browser, for another test. One lane shows what it does; what the others print is
//! shown when they end. Last, it says how long each step took.

use std::fs::File;
use std::io::{Read, Seek};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use super::{command, verify};
use crate::failure::Failure;
use crate::flags;
use crate::pipe::compiler;
use crate::process;
use crate::report::style::Role;
use crate::report::table::{self, Align};
use crate::session::{Outcome, Session};

/// Runs all tests.
pub const COMMAND: command::Command = command::Command {
    name: "test",
    define: |command| {
        command
            .about("Run everything that the project tests")
            .arg(flags::flag(
                "all",
                "Run also what takes long: `verify --all`, and the whole `grade --self-test`",
            ))
    },
    read: |matches| {
        let scope = match matches.get_flag("all") {
            true => verify::Scope::All,
            false => verify::Scope::Usual,
        };
        Box::new(move |session| run(session, scope))
    },
};

/// A cargo command that must succeed: its words, in pieces, and a variable to set for it.
struct CargoRun {
    words: &'static [&'static [&'static str]],
    variable: Option<(&'static str, &'static str)>,
}

impl CargoRun {
    const fn new(words: &'static [&'static [&'static str]]) -> Self {
        CargoRun {
            words,
            variable: None,
        }
    }

    fn title(&self) -> String {
        format!("cargo {}", self.words.concat().join(" "))
    }

    fn command(&self, session: &Session) -> Command {
        let mut cargo = compiler::cargo();
        cargo
            .args(self.words.concat())
            .current_dir(&session.workbook.root);
        cargo.envs(self.variable);
        cargo
    }
}

/// Steps of which one follows the other.
type Lane = &'static [CargoRun];

/// What runs side by side before anything is tested.
const BEFORE: [Lane; 2] = [
    &[
        CargoRun::new(&[&["fmt", "--all", "--check"]]),
        // All that is tested below, and no example: a test builds those that it needs.
        CargoRun::new(&[
            &["test", "--workspace", "--no-run"],
            &["--lib", "--bins", "--tests"],
        ]),
    ],
    // Every window of every starter and solution is weighed so often.
    &[CargoRun::new(&[&["xtask", "verify", "--runs", "20"]])],
];

/// The tests in groups, by patterns of their names: each is in one of them. Those that look
/// at the learner's folder of the checkout itself, or make it, are in one group, and so
/// never run at the same time: `commands`, `self_test`, `tidy`.
const GROUPS: [&[&str]; 4] = [
    &["--test", "[!abcstw]*", "--test", "t[!i]*"],
    &[
        "--test", "c*", "--test", "ti*", "--test", "s[!e]*", "--test", "se[!t]*",
    ],
    &["--test", "[abw]*"],
    // Compiles a whole workbook in a folder of its own, and so waits for nobody.
    &["--test", "set*"],
];

/// The words before those of a group.
const TESTS: [&str; 3] = ["test", "--workspace", "--no-fail-fast"];

/// What runs side by side: more than a machine of two cores can do at once, because tests
/// wait. In a lane, one step follows the other. The first lane shows what it does.
const LANES: [Lane; 3] = [
    &[CargoRun::new(&[&TESTS, &["--lib", "--bins"], GROUPS[0]])],
    &[CargoRun::new(&[&TESTS, GROUPS[1]])],
    &[
        CargoRun::new(&[&TESTS, GROUPS[3]]),
        CargoRun {
            words: &[&[
                "doc",
                "--workspace",
                "--no-deps",
                "--document-private-items",
            ]],
            variable: Some(("RUSTDOCFLAGS", "-D warnings")),
        },
        CargoRun::new(&[&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]]),
        CargoRun::new(&[&TESTS, &["--doc"]]),
        CargoRun::new(&[&TESTS, GROUPS[2]]),
    ],
];

/// What `--all` adds: more of `verify`; every attack on the grader, and each layer of its
/// defence alone.
const ALL: [CargoRun; 2] = [
    CargoRun::new(&[&["xtask", "verify", "--all"]]),
    CargoRun::new(&[&[
        "run",
        "--profile",
        "grading",
        "--package",
        "class",
        "--",
        "--self-test",
    ]]),
];

/// A step that has ended.
struct Ended {
    title: String,
    took: Duration,
    outcome: Outcome,
}

impl Ended {
    fn new(title: String, start: Instant, passed: bool) -> Self {
        Ended {
            title,
            took: start.elapsed(),
            outcome: match passed {
                true => Outcome::AllPass,
                false => Outcome::SomethingFails,
            },
        }
    }
}

/// Runs all steps, also after one that fails, and says how long each took and which
/// failed.
fn run(session: &Session, scope: verify::Scope) -> Result<Outcome, Failure> {
    let mut ended = Vec::new();
    for lanes in [&BEFORE[..], &LANES[..]] {
        ended.extend(side_by_side(lanes, session)?);
    }
    if scope == verify::Scope::All {
        for step in &ALL {
            ended.push(alone(step, session)?);
        }
    }
    println!("\n{}\n", times(&ended));
    let mut failed = ended
        .iter()
        .filter(|step| step.outcome == Outcome::SomethingFails)
        .peekable();
    if failed.peek().is_none() {
        println!("{}", session.style.paint(Role::Good, "all tests pass"));
        return Ok(Outcome::AllPass);
    }
    println!("{}", session.style.paint(Role::Bad, "these failed:"));
    for step in failed {
        println!("  {}", step.title);
    }
    Ok(Outcome::SomethingFails)
}

/// Runs a step that has the machine to itself.
fn alone(step: &CargoRun, session: &Session) -> Result<Ended, Failure> {
    announce(session, &step.title());
    let start = Instant::now();
    let status = process::status(&mut step.command(session), &session.interrupt)?;
    Ok(Ended::new(step.title(), start, status.success()))
}

/// A table of the steps. Those of different lanes took their time together.
fn times(ended: &[Ended]) -> String {
    let row = |step: &Ended| vec![step.title.clone(), step.took.as_secs().to_string()];
    let rows: Vec<Vec<String>> = ended.iter().map(row).collect();
    let columns = [("step", Align::Left), ("seconds", Align::Right)];
    table::lines(&columns, &rows).join("\n")
}

/// Runs the steps that may share the machine, which end in any order.
fn side_by_side(lanes: &'static [Lane], session: &Session) -> Result<Vec<Ended>, Failure> {
    let mut all = Vec::new();
    thread::scope(|scope| {
        let (sender, ended) = channel();
        for (number, lane) in lanes.iter().enumerate() {
            let sender = sender.clone();
            scope.spawn(move || {
                for step in *lane {
                    println!("started: {}", step.title());
                    let start = Instant::now();
                    let result = match number {
                        0 => shown(step, session),
                        _ => logged(step, session),
                    };
                    let goes_on = result.is_ok();
                    // Nobody listens any more where another step could not be run.
                    if sender.send((step, start, result)).is_err() || !goes_on {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for (step, start, result) in ended {
            let (status, log) = result?;
            all.push(Ended::new(step.title(), start, status.success()));
            announce(session, &format!("ended: {}", step.title()));
            print!("{log}");
        }
        session.interrupt.check()?;
        Ok(all)
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
    use super::*;

    /// Whether a name fits a pattern of letters and sets of letters, with `*` at its end.
    fn fits(pattern: &str, name: &str) -> bool {
        let mut names = name.chars();
        let mut pattern = pattern.strip_suffix('*').expect("a star at the end");
        while !pattern.is_empty() {
            let Some(letter) = names.next() else {
                return false;
            };
            let is_in = match pattern.strip_prefix('[') {
                Some(set) => {
                    let (set, rest) = set.split_once(']').expect("the end of a set");
                    pattern = rest;
                    match set.strip_prefix('!') {
                        Some(others) => !others.contains(letter),
                        None => set.contains(letter),
                    }
                }
                None => {
                    let is_it = pattern.starts_with(letter);
                    pattern = &pattern[1..];
                    is_it
                }
            };
            if !is_in {
                return false;
            }
        }
        true
    }

    /// The group of a test, which is in one.
    fn group(name: &str) -> usize {
        let times = |group: &[&str]| {
            let patterns = group.iter().filter(|word| **word != "--test");
            patterns.filter(|pattern| fits(pattern, name)).count()
        };
        let times = GROUPS.map(times);
        assert_eq!(times.iter().sum::<usize>(), 1, "{name}: {times:?}");
        times.iter().position(|times| *times == 1).expect("a group")
    }

    #[test]
    fn each_test_is_in_one_group() {
        for first in 'a'..='z' {
            for second in 'a'..='z' {
                for third in 'a'..='z' {
                    group(&format!("{first}{second}{third}"));
                }
            }
        }
        assert_eq!(["commands", "self_test", "tidy"].map(group), [1; 3]);
        let run: Vec<&str> = LANES
            .iter()
            .flat_map(|lane| lane.iter())
            .flat_map(|step| step.words.concat())
            .collect();
        for pattern in GROUPS.concat() {
            assert!(run.contains(&pattern), "{pattern}");
        }
    }

    #[test]
    fn each_step_is_told_with_its_seconds() {
        let step = |title: &str, seconds| Ended {
            title: title.to_owned(),
            took: Duration::from_secs(seconds),
            outcome: Outcome::AllPass,
        };
        assert_eq!(
            times(&[step("cargo fmt", 1), step("cargo test --doc", 130)]),
            "step              seconds\n\
             cargo fmt               1\n\
             cargo test --doc      130"
        );
    }
}
