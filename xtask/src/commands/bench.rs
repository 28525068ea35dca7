//! `bench`: what a check costs, beside a bare `cargo build` of the same crate.
//!
//! Everything happens in a copy of the workbook, so the learner's files stay
//! as they are. The commands take turns, so that a machine whose speed drifts
//! treats them alike; medians are shown.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use meter_report::{Outcome as WindowOutcome, Report};
use serde::Serialize;

use crate::build;
use crate::failure::Failure;
use crate::flags::Bench;
use crate::interrupt::Interrupt;
use crate::process;
use crate::report::style::Role;
use crate::report::table::{self, Align};
use crate::session::{Outcome, Session};
use crate::stage::Author;
use crate::workbook::{Exercise, Workbook};

/// The exercise that is edited.
const EDITED: &str = "ex3";

/// One figure and what is hoped of it.
#[derive(Debug, Serialize)]
struct Figure {
    name: &'static str,
    value: f64,
    unit: &'static str,
    at_most: f64,
}

/// Times everything and prints the figures. They are no verdict: the exit code
/// is 0 whatever they are.
pub fn run(session: &Session, options: &Bench) -> Result<Outcome, Failure> {
    let exercise = session.workbook.find(EDITED)?;
    let scratch = tempfile::tempdir()
        .map_err(|error| Failure::broken(format!("no scratch folder: {error}")))?;
    let clone = Clone::make(&session.workbook, scratch.path())?;
    println!("in a copy of the workbook; the first check takes a while");

    let first = clone.timed(&["xtask", "check"])?;
    let mut times = Times::default();
    clone.warm_up(&session.workbook, exercise)?;
    for round in 0..options.runs {
        clone.edit(&session.workbook, exercise, Edit { round, turn: 0 })?;
        times.edited.push(clone.timed(&["xtask", "check", EDITED])?);
        times
            .unedited
            .push(clone.timed(&["xtask", "check", EDITED])?);
        times.all.push(clone.timed(&["xtask", "check"])?);
        clone.edit(&session.workbook, exercise, Edit { round, turn: 1 })?;
        let bare = ["build", "--release", "--package", &exercise.name];
        times.bare.push(clone.timed(&bare)?);
    }
    let figures = figures(first, &times, overhead(session)?);
    print(session, &figures, options.runs);
    if let Some(path) = &options.json {
        let text = serde_json::to_string_pretty(&figures)
            .map_err(|error| Failure::broken(format!("could not write JSON: {error}")))?;
        fs::write(path, text + "\n").map_err(|error| Failure::io("write", path, &error))?;
    }
    Ok(Outcome::AllPass)
}

/// Seconds of each command, by round.
#[derive(Default)]
struct Times {
    edited: Vec<f64>,
    unedited: Vec<f64>,
    all: Vec<f64>,
    bare: Vec<f64>,
}

fn figures(first: f64, times: &Times, overhead: f64) -> Vec<Figure> {
    let ratios = times.edited.iter().zip(&times.bare).map(|(a, b)| a / b);
    let seconds = |name, value, at_most| Figure {
        name,
        value,
        unit: "s",
        at_most,
    };
    let ratio = |name, value, at_most| Figure {
        name,
        value,
        unit: "ratio",
        at_most,
    };
    vec![
        ratio(
            "check ex3 after an edit / bare build",
            median(ratios.collect()),
            1.4,
        ),
        seconds(
            "check ex3 after an edit",
            median(times.edited.clone()),
            f64::INFINITY,
        ),
        seconds(
            "cargo build --release after an edit",
            median(times.bare.clone()),
            f64::INFINITY,
        ),
        seconds(
            "check ex3 without an edit",
            median(times.unedited.clone()),
            f64::INFINITY,
        ),
        seconds(
            "check, all exercises, without an edit",
            median(times.all.clone()),
            1.0,
        ),
        seconds("the first check of a fresh clone", first, 40.0),
        ratio("counting allocator / system allocator", overhead, 1.1),
    ]
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => values[middle],
        _ => (values[middle - 1] + values[middle]) / 2.0,
    }
}

fn print(session: &Session, figures: &[Figure], runs: usize) {
    let rows: Vec<Vec<String>> = figures
        .iter()
        .map(|figure| {
            let value = match figure.unit {
                "s" => format!("{:.2} s", figure.value),
                _ => format!("{:.2} ×", figure.value),
            };
            let hoped = match figure.unit {
                _ if figure.at_most.is_infinite() => String::new(),
                "s" => format!("at most {} s", figure.at_most),
                _ => format!("at most {} ×", figure.at_most),
            };
            let within = figure.value <= figure.at_most;
            let mark = if within { "" } else { "missed" };
            vec![figure.name.to_owned(), value, hoped, mark.to_owned()]
        })
        .collect();
    let heads = [
        ("what", Align::Left),
        ("median", Align::Right),
        ("reach", Align::Left),
        ("", Align::Left),
    ];
    for (index, line) in table::lines(&heads, &rows).into_iter().enumerate() {
        let role = if index == 0 {
            Role::Strong
        } else {
            Role::Faint
        };
        let plain = index > 0;
        println!(
            "{}",
            if plain {
                line
            } else {
                session.style.paint(role, line)
            }
        );
    }
    println!("medians of {runs} interleaved runs; the first check and the allocator once each");
}

/// The overhead of counting, measured by an example of the meter.
fn overhead(session: &Session) -> Result<f64, Failure> {
    let mut cargo = build::cargo();
    cargo
        .current_dir(&session.workbook.root)
        .args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "meter",
            "--example",
            "overhead",
        ])
        .args(["--", "--part", "overhead", "--items", "301"]);
    let output = process::output(&mut cargo)?;
    let report = Report::parse(&output.stdout).map_err(|error| {
        Failure::broken(format!("the overhead example gave no report: {error}"))
    })?;
    match report.outcome {
        WindowOutcome::Finished { answer, .. } => answer
            .get()
            .parse()
            .map_err(|_| Failure::broken("the overhead example gave no number")),
        other => Err(Failure::broken(format!(
            "the overhead example ended: {other:?}"
        ))),
    }
}

/// Which edit this is; no two are the same text.
#[derive(Clone, Copy)]
struct Edit {
    round: usize,
    turn: usize,
}

/// A copy of the workbook with build products of its own.
struct Clone {
    root: PathBuf,
}

impl Clone {
    fn make(workbook: &Workbook, folder: &Path) -> Result<Self, Failure> {
        let root = folder.join("workbook");
        copy(&workbook.root, &root).map_err(|error| Failure::io("copy into", &root, &error))?;
        Ok(Clone { root })
    }

    /// Both builds once, so that only the edited crate is left to compile.
    fn warm_up(&self, workbook: &Workbook, exercise: &Exercise) -> Result<(), Failure> {
        for turn in [2, 3] {
            self.edit(
                workbook,
                exercise,
                Edit {
                    round: usize::MAX,
                    turn,
                },
            )?;
            self.timed(&["xtask", "check", EDITED])?;
            self.timed(&["build", "--release", "--package", &exercise.name])?;
        }
        Ok(())
    }

    /// Puts the starter and the solution in turn in the learner's place, with a
    /// line that no edit before had.
    fn edit(&self, workbook: &Workbook, exercise: &Exercise, edit: Edit) -> Result<(), Failure> {
        let author = if edit.round.is_multiple_of(2) {
            Author::Reference
        } else {
            Author::Starter
        };
        let from = author.source(workbook, exercise);
        let text = fs::read_to_string(&from).map_err(|e| Failure::io("read", &from, &e))?;
        let path = self
            .root
            .join("exercises")
            .join(&exercise.name)
            .join("src/lib.rs");
        let Edit { round, turn } = edit;
        let text = format!(
            "{text}\n/// Changes with every edit.\npub fn edit() -> &'static str {{\n    \"{round}.{turn}\"\n}}\n"
        );
        fs::write(&path, text).map_err(|error| Failure::io("write", &path, &error))
    }

    /// Seconds that cargo takes for this.
    fn timed(&self, words: &[&str]) -> Result<f64, Failure> {
        let mut cargo: Command = build::cargo();
        cargo
            .current_dir(&self.root)
            .args(words)
            .env_remove("CARGO_TARGET_DIR")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let start = Instant::now();
        // A starter is red, so the exit code says nothing here.
        let status = process::status(&mut cargo, &Interrupt::NEVER)?;
        let seconds = start.elapsed().as_secs_f64();
        match status.code() {
            Some(0 | 1) => Ok(seconds),
            _ => Err(Failure::broken(format!(
                "cargo {} ended with {status}",
                words.join(" ")
            ))),
        }
    }
}

/// Copies a folder without build products, version control and the learner's state.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if ["target", ".git", ".workbook"]
            .iter()
            .any(|skipped| name == *skipped)
        {
            continue;
        }
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy(&entry.path(), &to.join(name))?;
        } else if kind.is_file() {
            fs::copy(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_of_odd_and_even_counts() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(Vec::new()).is_nan());
    }
}
