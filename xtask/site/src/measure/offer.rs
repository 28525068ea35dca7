//! What there is to measure. In: the program that weighs. Out: the names that it knows.

use std::process::Command;

use serde::Deserialize;
use xtask::failure::Failure;
use xtask::pipe::listings::{LISTINGS, Scales};
use xtask::process;
use xtask::workbook::Build;

use crate::context::Context;

/// What the program says it can measure.
#[derive(Debug, Deserialize)]
pub struct Offer {
    /// What is weighed.
    pub listings: Vec<OfferedListing>,
    /// What is found out.
    pub facts: Vec<String>,
    /// What is not exact.
    pub rough: Vec<OfferedRough>,
}

/// A listing, and the sizes of its input.
#[derive(Debug, Deserialize)]
pub struct OfferedListing {
    /// Chapter and name.
    pub name: String,
    /// At these it is weighed.
    pub sizes: Vec<usize>,
    /// At these its events are kept.
    pub traced: Vec<usize>,
}

/// A figure that is not exact.
#[derive(Debug, Deserialize)]
pub struct OfferedRough {
    /// Chapter and name.
    pub name: String,
    /// What the number counts.
    pub unit: String,
    /// Whether it is worth measuring in a debug build too.
    pub in_debug: bool,
}

impl Offer {
    /// Asks the program.
    pub fn of(scales: &Scales) -> Result<Self, Failure> {
        let program = scales.program(Build::Release, LISTINGS)?;
        let said = process::stdout(Command::new(program).arg("list"))?;
        serde_json::from_str(&said).context("what `listings list` says")
    }
}
