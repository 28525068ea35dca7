//! Measuring. In: the listings and the exercises. Out: every figure of the book.
//!
//! Everything is weighed in a fresh process, in a debug and in a release build,
//! by the same scales as the exercises.

mod errors;
mod exercises;
mod offer;
mod outputs;
mod rough;
mod weights;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use xtask::bar::{Bar, Show};
use xtask::failure::Failure;
use xtask::interrupt::Interrupt;
use xtask::pipe::compiler::Compiler;
use xtask::pipe::listings::Scales;
use xtask::pipe::lock::TargetLock;
use xtask::session::target_folder;
use xtask::workbook::Workbook;

use crate::record::{Measurements, Recorded};
use offer::Offer;

/// What is done with the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// The record is written anew, with the rough figures.
    Write,
    /// The record is written anew, and what is not exact stays as it was.
    WriteExact,
    /// Which exact figures differ from the record is told.
    Compare,
}

/// Measures, and writes the record or compares with it.
pub fn run(root: &Path, then: Then) -> Result<ExitCode, Failure> {
    let workbook = Workbook::open(root)?;
    let file = workbook.root.join("book/measurements.json");
    let recorded_on = recorded(&workbook)?;
    match then {
        Then::Write => {
            let measured = measured(&workbook, recorded_on, then)?;
            write(&file, &measured)
        }
        Then::WriteExact => {
            let record = Measurements::read(&file)?;
            let measured = measured(&workbook, recorded_on, then)?;
            write(&file, &measured.with_inexact_of(&record))
        }
        Then::Compare => {
            let record = Measurements::read(&file)?;
            if record.recorded.target != recorded_on.target {
                println!(
                    "SKIPPED: the record is of {}, and this machine is {}",
                    record.recorded.target, recorded_on.target
                );
                return Ok(ExitCode::SUCCESS);
            }
            let measured = measured(&workbook, recorded_on, then)?;
            Ok(compare(&record, &measured))
        }
    }
}

fn write(file: &Path, measured: &Measurements) -> Result<ExitCode, Failure> {
    let text = measured.to_text()?;
    fs::write(file, text).map_err(|error| Failure::io("write", file, &error))?;
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

/// All figures; those that are rough only if they are to be written.
fn measured(workbook: &Workbook, recorded: Recorded, then: Then) -> Result<Measurements, Failure> {
    let progress = Bar::new(Show::Never);
    let target = target_folder(workbook);
    let lock = TargetLock::take(&target, &progress, &Interrupt::NEVER)?;
    let scales = Scales::build_all(workbook, &target, &lock, &progress, &Interrupt::NEVER)?;
    let offer = Offer::of(&scales)?;
    let mut measured = Measurements {
        recorded,
        ..Measurements::default()
    };
    weights::measure(&scales, &offer, &progress, &mut measured)?;
    exercises::measure(workbook, &target, &lock, &progress, &mut measured)?;
    measured.errors = errors::compile(workbook)?;
    measured.outputs = outputs::run(workbook, &scales)?;
    if then == Then::Write {
        measured.rough = rough::measure(&scales, &offer)?;
    }
    Ok(measured)
}

/// What the figures belong to.
fn recorded(workbook: &Workbook) -> Result<Recorded, Failure> {
    let compiler = Compiler::of(workbook)?;
    Ok(Recorded {
        toolchain: compiler.release,
        target: compiler.target,
        machine: rough::machine(),
    })
}
