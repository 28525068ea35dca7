//! Measuring. In: the listings and the exercises. Out: every figure of the book.
//!
//! Everything is weighed in a fresh process, in a debug and in a release build,
//! by the same scales as the exercises.

mod errors;
mod exercises;
mod outputs;
mod programs;
mod rough;
mod trace;
mod weights;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::process;
use crate::record::{Measurements, Recorded};
use programs::Programs;

/// Measures, and writes the record or compares with it.
pub fn run(root: &Path, check: bool) -> Result<ExitCode> {
    let file = root.join("book/measurements.json");
    let recorded_on = recorded()?;
    if check {
        let record = Measurements::read(&file)?;
        if record.recorded.target != recorded_on.target {
            println!(
                "SKIPPED: the record is of {}, and this machine is {}",
                record.recorded.target, recorded_on.target
            );
            return Ok(ExitCode::SUCCESS);
        }
        let measured = exact_figures(root, recorded_on)?;
        return Ok(compare(&record, &measured));
    }
    let mut measured = exact_figures(root, recorded_on)?;
    let programs = Programs::build(root)?;
    measured.rough = rough::measure(&programs)?;
    let text = measured.to_text()?;
    fs::write(&file, text).with_context(|| format!("{} could not be written", file.display()))?;
    println!(
        "{}: {} weights, {} facts, {} traces, {} messages, {} outputs, {} rough figures",
        file.display(),
        measured.weights.len(),
        measured.facts.len(),
        measured.traces.len(),
        measured.errors.len(),
        measured.outputs.len(),
        measured.rough.len()
    );
    Ok(ExitCode::SUCCESS)
}

fn compare(record: &Measurements, measured: &Measurements) -> ExitCode {
    let mut found = record.differences(measured);
    if record.recorded.toolchain != measured.recorded.toolchain {
        found.push(format!(
            "toolchain\n  recorded {}\n  measured {}",
            record.recorded.toolchain, measured.recorded.toolchain
        ));
    }
    if found.is_empty() {
        println!("every exact figure is as recorded");
        return ExitCode::SUCCESS;
    }
    println!(
        "{} figures differ from book/measurements.json:\n{}\n\
         If the change is meant, `cargo xtask book measure` records it.",
        found.len(),
        found.join("\n")
    );
    ExitCode::from(1)
}

/// All but what is rough.
fn exact_figures(root: &Path, recorded: Recorded) -> Result<Measurements> {
    let programs = Programs::build(root)?;
    let mut measured = Measurements {
        recorded,
        ..Measurements::default()
    };
    weights::measure(&programs, &mut measured)?;
    exercises::measure(root, &mut measured)?;
    measured.errors = errors::compile(root)?;
    measured.outputs = outputs::run(root, &programs)?;
    Ok(measured)
}

/// What the figures belong to.
fn recorded() -> Result<Recorded> {
    let verbose = process::stdout(Command::new("rustc").arg("-vV"))?;
    let line = |start: &str| verbose.lines().find_map(|line| line.strip_prefix(start));
    let (Some(release), Some(target)) = (line("release: "), line("host: ")) else {
        bail!("`rustc -vV` names no release and host:\n{verbose}");
    };
    Ok(Recorded {
        toolchain: format!("rustc {release}"),
        target: target.to_owned(),
        machine: rough::machine(),
    })
}
