//! What grading costs. In: how many rounds. Out: seconds, as one JSON object, for
//! `cargo xtask bench`.
//!
//! The files are the solutions, each with a comment that no other has. What is compared
//! takes turns, so that a machine whose speed drifts treats it alike.

use std::process::ExitCode;
use std::time::Instant;

use class::compile::Compiled;
use class::judge::judge;
use class::judge::launcher::Launch;
use class::judge::setup::Setup;
use class::policy::{GradingLimits, Layer, Policy, Sealing};
use class::self_test::in_parallel;
use serde::Serialize;
use xtask::failure::Failure;
use xtask::pipe::grade::Verdict;
use xtask::pipe::stage::Author;
use xtask::pipe::weigh::{Ending, Pass, Window};
use xtask::pipe::windows;
use xtask::session::Session;
use xtask::style::ColourChoice;
use xtask::workbook::{Exercise, Workbook};

/// Seconds. Values at the same place belong to the same round and exercise.
#[derive(Default, Serialize)]
struct Times {
    /// Grading a file, all layers on, alone on the machine.
    graded: Vec<f64>,
    /// Compiling and linking the same exercise, behind the fence.
    compiled: Vec<f64>,
    /// Weighing a part in all its windows: the process starts behind a fence, seals itself
    /// and tells events.
    sealed: Vec<f64>,
    /// The same without.
    open: Vec<f64>,
    /// A file of many, with all cores at work.
    each_of_many: Vec<f64>,
}

fn main() -> ExitCode {
    if let Some(code) = class::stand_in_for_the_compiler() {
        return code;
    }
    let runs = std::env::args().nth(1).and_then(|runs| runs.parse().ok());
    let Some(runs) = runs else {
        eprintln!("error: expected how many rounds as the first argument");
        return ExitCode::from(2);
    };
    match take(runs) {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
    }
}

fn take(runs: usize) -> Result<String, Failure> {
    let session = Session::open_again(ColourChoice::Auto)?;
    let workbook = &session.workbook;
    let setup = Setup::prepare(&session, Policy::strict(GradingLimits::default()), 7)?;
    let mut times = Times::default();
    for round in 0..runs {
        for exercise in &workbook.exercises {
            time_one(&setup, workbook, exercise, round, &mut times)?;
        }
        times.each_of_many.push(time_many(&setup, workbook, round)?);
    }
    serde_json::to_string(&times)
        .map_err(|error| Failure::new(format!("could not write JSON: {error}")))
}

fn time_one(
    setup: &Setup,
    workbook: &Workbook,
    exercise: &Exercise,
    round: usize,
    times: &mut Times,
) -> Result<(), Failure> {
    let text = text(workbook, exercise, &format!("{round}, alone"))?;
    let folder = scratch()?;
    times.graded.push(grade(setup, exercise, &text)?);
    let start = Instant::now();
    let outcome = setup.compiler().compile(exercise, &text, folder.path())?;
    times.compiled.push(start.elapsed().as_secs_f64());
    let Ok(compiled) = outcome else {
        return Err(Failure::new(format!(
            "{}: the solution was refused",
            exercise.id
        )));
    };
    let sealed = Policy::clone(&setup.policy);
    let open = Policy {
        sealing: Sealing {
            seal: Layer::Off,
            events: Layer::Off,
        },
        start: Layer::Off,
        ..sealed.clone()
    };
    let parts = exercise.parts.len();
    let weigh = |policy| weigh_all(setup, exercise, &compiled, policy);
    times.sealed.push(weigh(&sealed)? / parts as f64);
    times.open.push(weigh(&open)? / parts as f64);
    Ok(())
}

/// Seconds for all windows of an exercise.
fn weigh_all(
    setup: &Setup,
    exercise: &Exercise,
    compiled: &Compiled,
    policy: &Policy,
) -> Result<f64, Failure> {
    let limits = setup.policy.run_limits();
    let start = Instant::now();
    for id in windows::of(exercise) {
        let part = &exercise.parts[id.part];
        let executable = compiled.executables.get(&id.build).cloned();
        let window = Window {
            executable: executable.ok_or_else(|| Failure::new("an executable is missing"))?,
            source: compiled.shown.clone(),
            part: part.name.clone(),
            items: id.items,
            seed: setup.seed,
            skipped: 0,
            pass: Pass::Count,
        };
        let launch = Launch {
            window: &window,
            limits: &limits,
            seal: policy.sealing.of(part, None),
            threads: part.threads,
            fence: policy.start,
        };
        let observed = launch.weigh()?;
        if !matches!(observed.weighed.ending, Ending::Returned(_)) {
            return Err(Failure::new(format!(
                "{}, part {}: {:?}",
                exercise.id, part.name, observed.weighed.ending
            )));
        }
    }
    Ok(start.elapsed().as_secs_f64())
}

/// Seconds for each file, when a worker on each core takes one after the other.
fn time_many(setup: &Setup, workbook: &Workbook, round: usize) -> Result<f64, Failure> {
    let files: Vec<(&Exercise, String)> = (0..2)
        .flat_map(|copy| workbook.exercises.iter().map(move |e| (e, copy)))
        .map(|(exercise, copy)| {
            let text = text(workbook, exercise, &format!("{round}, of many, {copy}"))?;
            Ok((exercise, text))
        })
        .collect::<Result<_, Failure>>()?;
    let start = Instant::now();
    let graded = in_parallel(&files, |(exercise, text)| grade(setup, exercise, text));
    let seconds = start.elapsed().as_secs_f64();
    let graded = graded.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(seconds / graded.len() as f64)
}

/// Seconds to grade a file, which must pass.
fn grade(setup: &Setup, exercise: &Exercise, text: &str) -> Result<f64, Failure> {
    let start = Instant::now();
    let judgement = judge(setup, exercise, text, &std::env::temp_dir());
    let judgement = judgement.map_err(|fault| fault.failure)?;
    let seconds = start.elapsed().as_secs_f64();
    match judgement.verdict {
        Verdict::Pass => Ok(seconds),
        other => Err(Failure::new(format!(
            "{}: the solution is {}: {:?}",
            exercise.id,
            other.word(),
            judgement.message
        ))),
    }
}

/// The solution, with a comment.
fn text(workbook: &Workbook, exercise: &Exercise, comment: &str) -> Result<String, Failure> {
    let path = Author::Reference.source(workbook, exercise);
    let text =
        std::fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
    Ok(format!("{text}\n// Round {comment}.\n"))
}

fn scratch() -> Result<tempfile::TempDir, Failure> {
    tempfile::tempdir().map_err(|error| Failure::new(format!("no scratch folder: {error}")))
}
