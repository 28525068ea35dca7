//! Grades a class: strangers' code, behind a fence, into a gradebook.
//!
//! In: a folder of submissions. Out: one [`Record`](ledger::record::Record) for each
//! student and exercise, and the reports that are made from them.
//!
//! ```text
//! intake ─► scan ─► compile ─► judge ─► ledger ─► report
//! one file  tokens  behind a   run in   a record  gradebook,
//! each              fence      windows  each      pages
//! ```
//!
//! A `policy` says which layers are on and what code may use up. `commands` are what a
//! person can ask for, and `self_test` attacks all of it.

pub mod commands;
pub mod compile;
pub mod corpus;
pub mod fence;
pub mod intake;
pub mod judge;
pub mod ledger;
pub mod policy;
pub mod private;
pub mod report;
pub mod scan;
pub mod self_test;
pub mod sha256;

use std::path::Path;
use std::process::ExitCode;

/// What a program that grades does first: it may have been started by itself, in the
/// compiler's place, to write its calls down or to limit itself before it becomes the
/// compiler. Returns the exit code if it was.
pub fn stand_in_for_the_compiler() -> Option<ExitCode> {
    if let Some(folder) = std::env::var_os(compile::recipe::RECORD_INTO) {
        return Some(compile::recipe::record(Path::new(&folder)));
    }
    let mut words = std::env::args_os().skip(1);
    let is_fence = words.next().is_some_and(|word| word == fence::MODE);
    is_fence.then(|| fence::run(words))
}
