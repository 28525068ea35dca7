//! `bench`: what a check costs, beside a bare `cargo build` of the same crate, and what
//! grading a class costs, beside the compiler.
//!
//! Everything happens in a copy of the workbook, so the learner's files stay
//! as they are. The commands take turns, so that a machine whose speed drifts
//! treats them alike; medians are shown.

mod clone;
mod figure;
mod grading;
mod live;
mod long_profile;
mod times;

use std::fs;
use std::path::PathBuf;

use clap::ArgMatches;
use meter_report::{Outcome as WindowOutcome, Report};

use super::command::{Command, Run};
use crate::failure::Failure;
use crate::flags;
use crate::pipe::settings::Settings;
use crate::process;
use crate::report::json;
use crate::report::style::Role;
use crate::report::table::{self, Align};
use crate::session::{Outcome, Session};
use figure::Figure;
use times::{Times, median};

/// Seconds that starting `cargo xtask` takes, which the shell saves.
const PROCESS_START: f64 = 0.06;

/// Measures what a check costs.
pub const COMMAND: Command = Command::new("bench", define, read);

/// How often each command is timed, unless somebody says.
const RUNS: usize = 11;

struct Options {
    /// How often each command is timed.
    runs: usize,
    /// Where the figures go as JSON.
    json: Option<PathBuf>,
}

fn define(command: clap::Command) -> clap::Command {
    command
        .about("Measure what a check costs beside a bare build")
        .arg(flags::runs("How often each command is timed [default: 11]"))
        .arg(flags::path(
            "json",
            "FILE",
            "Also write the figures to this file",
        ))
}

fn read(matches: &ArgMatches) -> Run {
    let options = Options {
        runs: matches.get_one("runs").copied().unwrap_or(RUNS),
        json: matches.get_one("json").cloned(),
    };
    Box::new(move |session| run(session, &options))
}

/// Times everything and prints the figures. They are no verdict: the exit code
/// is 0 whatever they are.
fn run(session: &Session, options: &Options) -> Result<Outcome, Failure> {
    println!("in copies of the workbook; the first check takes a while");
    let times = Times::take(session, options.runs)?;
    let mut figures = figures(&times, overhead(session)?);
    figures.extend(grading::figures(session, options.runs)?);
    print(session, &figures, options.runs);
    if let Some(path) = &options.json {
        let text = json::text(&figures)?;
        fs::write(path, text + "\n").map_err(|error| Failure::io("write", path, &error))?;
    }
    Ok(Outcome::AllPass)
}

fn figures(times: &Times, overhead: f64) -> Vec<Figure> {
    let ratios = |a: &[f64], b: &[f64]| median(a.iter().zip(b).map(|(a, b)| a / b).collect());
    vec![
        Figure::ratio(
            "check ex3 after an edit / bare build",
            ratios(&times.edited, &times.bare),
            1.4,
        ),
        Figure::seconds(
            "check ex3 after an edit",
            median(times.edited.clone()),
            f64::INFINITY,
        ),
        Figure::seconds(
            "cargo build --release after an edit",
            median(times.bare.clone()),
            f64::INFINITY,
        ),
        Figure::seconds(
            "check ex3 without an edit",
            median(times.unedited.clone()),
            f64::INFINITY,
        ),
        Figure::seconds(
            "check, all exercises, without an edit",
            median(times.all.clone()),
            1.0,
        ),
        Figure::seconds(
            "the receipt of a failed check, slowest of ex1 to ex6",
            times.explanation.iter().copied().fold(0.0, f64::max),
            0.06,
        ),
        Figure::ratio(
            "verdict of watch ex3 after a save / bare build",
            ratios(&times.watched, &times.bare_beside_watch),
            1.5,
        ),
        Figure::seconds(
            "check ex3 in the shell, without an edit",
            median(times.in_shell.clone()),
            median(times.beside_shell.clone()) - PROCESS_START,
        ),
        Figure::seconds(
            "advise on a profile of 10,000 sites",
            median(times.advice.clone()),
            1.0,
        ),
        Figure::seconds("the first check of a fresh clone", times.first, 40.0),
        Figure::ratio("counting allocator / system allocator", overhead, 1.1),
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
        match index {
            0 => println!("{}", session.style.paint(Role::Strong, line)),
            _ => println!("{line}"),
        }
    }
    println!("medians of {runs} interleaved runs; the first check and the allocator once each");
}

/// The overhead of counting, measured by an example of the meter.
fn overhead(session: &Session) -> Result<f64, Failure> {
    let settings = Settings::of_release(&session.workbook)?;
    let mut cargo = settings.cargo();
    cargo
        .current_dir(&session.workbook.root)
        .args(["run", "--quiet", "--package", "meter"])
        .args(["--example", "overhead"]);
    settings.apply(&mut cargo);
    cargo.args(["--", "--part", "overhead", "--items", "301"]);
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
