//! `bench`: what a check costs, beside a bare `cargo build` of the same crate, and what
//! grading a class costs, beside the compiler.
//!
//! Everything happens in a copy of the workbook, so the learner's files stay
//! as they are. The commands take turns, so that a machine whose speed drifts
//! treats them alike; medians are shown.

mod clone;
mod grading;
mod live;
mod long_profile;
mod times;

use std::fs;

use meter_report::{Outcome as WindowOutcome, Report};
use serde::Serialize;

use crate::failure::Failure;
use crate::flags::Bench;
use crate::pipe::build;
use crate::process;
use crate::report::style::Role;
use crate::report::table::{self, Align};
use crate::session::{Outcome, Session};
use times::{Times, median};

/// Seconds that starting `cargo xtask` takes, which the shell saves.
const PROCESS_START: f64 = 0.06;

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
    println!("in copies of the workbook; the first check takes a while");
    let times = Times::take(session, options.runs)?;
    let mut figures = figures(&times, overhead(session)?);
    figures.extend(grading::figures(session, options.runs)?);
    print(session, &figures, options.runs);
    if let Some(path) = &options.json {
        let text = serde_json::to_string_pretty(&figures)
            .map_err(|error| Failure::new(format!("could not write JSON: {error}")))?;
        fs::write(path, text + "\n").map_err(|error| Failure::io("write", path, &error))?;
    }
    Ok(Outcome::AllPass)
}

fn figures(times: &Times, overhead: f64) -> Vec<Figure> {
    let ratios = |a: &[f64], b: &[f64]| median(a.iter().zip(b).map(|(a, b)| a / b).collect());
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
            ratios(&times.edited, &times.bare),
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
        seconds(
            "the receipt of a failed check, slowest of ex1 to ex6",
            times.explanation.iter().copied().fold(0.0, f64::max),
            0.06,
        ),
        ratio(
            "verdict of watch ex3 after a save / bare build",
            ratios(&times.watched, &times.bare_beside_watch),
            1.5,
        ),
        seconds(
            "check ex3 in the shell, without an edit",
            median(times.in_shell.clone()),
            median(times.beside_shell.clone()) - PROCESS_START,
        ),
        seconds(
            "advise on a profile of 10,000 sites",
            median(times.advice.clone()),
            1.0,
        ),
        seconds("the first check of a fresh clone", times.first, 40.0),
        ratio("counting allocator / system allocator", overhead, 1.1),
    ]
}

fn print(session: &Session, figures: &[Figure], runs: usize) {
    let rows: Vec<Vec<String>> = figures
        .iter()
        .map(|figure| {
            let value = match figure.unit {
                "s" if figure.at_most < 0.1 => format!("{:.3} s", figure.value),
                "s" => format!("{:.2} s", figure.value),
                _ => format!("{:.2} ×", figure.value),
            };
            let hoped = match figure.unit {
                _ if figure.at_most.is_infinite() => String::new(),
                "s" => format!("at most {:.2} s", figure.at_most),
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
    let report = Report::parse(&output.stdout)
        .map_err(|error| Failure::new(format!("the overhead example gave no report: {error}")))?;
    match report.outcome {
        WindowOutcome::Finished { answer, .. } => answer
            .get()
            .parse()
            .map_err(|_| Failure::new("the overhead example gave no number")),
        other => Err(Failure::new(format!(
            "the overhead example ended: {other:?}"
        ))),
    }
}
