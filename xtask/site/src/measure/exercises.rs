//! Exercises. In: the starter and the reference of each, weighed as a check does it.
//! Out: counts named `ex3/parse-users@4096/starter` and `…/reference`.

use std::path::Path;

use xtask::failure::Failure;
use xtask::pipe::build::Colour;
use xtask::pipe::case::{ExerciseGrade, Extras};
use xtask::pipe::compiler::Compiler;
use xtask::pipe::explain::Explain;
use xtask::pipe::lock::TargetLock;
use xtask::pipe::progress::Progress;
use xtask::pipe::stage::{Author, Submission};
use xtask::pipe::{self, Order};
use xtask::process::Limits;
use xtask::workbook::Workbook;

use crate::context::ensure;
use crate::record::{Measurements, in_build};

/// What inputs are made from: any number would do, but always the same.
const SEED: u64 = 42;

/// Weighs the starter of every exercise beside its reference.
pub fn measure(
    workbook: &Workbook,
    target: &Path,
    lock: &TargetLock,
    progress: &dyn Progress,
    measured: &mut Measurements,
) -> Result<(), Failure> {
    let starter = |exercise| Submission {
        exercise,
        author: Author::Starter,
    };
    let order = Order {
        workbook,
        compiler: Compiler::of(workbook)?,
        target,
        submissions: workbook.exercises.iter().map(starter).collect(),
        seed: SEED,
        limits: Limits::USUAL,
        colour: Colour::Plain,
        extras: Extras {
            explain: Explain::Nothing,
            ..Extras::default()
        },
    };
    let mut grades = Vec::new();
    pipe::run(&order, lock, progress, |grade| grades.push(grade))?;
    grades.iter().try_for_each(|grade| add(grade, measured))
}

fn add(grade: &ExerciseGrade<'_>, measured: &mut Measurements) -> Result<(), Failure> {
    let id = &grade.exercise.id;
    ensure(!grade.parts.is_empty(), || {
        let trouble = grade.trouble.as_deref().unwrap_or_default();
        format!("the starter of {id} was not weighed: {trouble}")
    })?;
    for part in &grade.parts {
        for window in &part.windows {
            let name = format!("{id}/{}@{}", part.name, window.items);
            // There are none where a part asks for an answer only.
            for (whose, counts) in [("starter", window.counts), ("reference", window.reference)] {
                let named = counts
                    .map(|counts| (in_build(&format!("{name}/{whose}"), window.build), counts));
                measured.weights.extend(named);
            }
        }
    }
    Ok(())
}
