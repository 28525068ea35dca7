//! Grades a class: strangers' code, behind a fence, into a gradebook.
//!
//! In: a folder of submissions. Out: one [`record::Record`] for each student and
//! exercise, and the reports that are made from them.

pub mod audit;
pub mod compile;
pub mod corpus;
pub mod engine;
pub mod fence;
pub mod finish;
pub mod grading;
pub mod intake;
pub mod judge;
pub mod launcher;
pub mod ledger;
pub mod members;
pub mod merge;
pub mod merging;
pub mod options;
pub mod partition;
pub mod policy;
pub mod recipe;
pub mod record;
pub mod reference;
pub mod report;
pub mod scan;
pub mod self_test;
pub mod toolchain;

use std::path::Path;
use std::process::ExitCode;

/// What a program that grades does first: it may have been started by itself, in the
/// compiler's place, to write its calls down or to limit itself before it becomes the
/// compiler. Returns the exit code if it was.
pub fn stand_in_for_the_compiler() -> Option<ExitCode> {
    if let Some(folder) = std::env::var_os(recipe::RECORD_INTO) {
        return Some(recipe::record(Path::new(&folder)));
    }
    let mut words = std::env::args_os().skip(1);
    let is_fence = words.next().is_some_and(|word| word == fence::MODE);
    is_fence.then(|| fence::run(words))
}
