//! The command line. In: words. Out: one [`Command`] and the options of all.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::report::style::ColourChoice;

/// Learn how much memory your Rust code uses, one measured exercise at a time.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    version,
    max_term_width = 100
)]
pub struct Flags {
    /// When to colour what is printed.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: ColourChoice,
    /// What to do; without it, where you stand and what comes next.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build exercises in release mode and grade what they allocate.
    Check(Check),
    /// Show every exercise with your best result.
    List(List),
    /// Show a hint; the next level each time.
    Hint(Hint),
    /// Show the reference solution, as changes to your file.
    Solution(Solution),
    /// Put the starter back; your file is kept under .workbook/.
    Reset(Reset),
    /// For authors: check that every exercise keeps the rules of the workbook.
    Verify(Verify),
    /// Run everything that the project tests.
    Test,
    /// Measure what a check costs beside a bare build.
    Bench(Bench),
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Ids, names, or their beginnings: ex3, string-trap. None means all.
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// Grade the reference solutions instead.
    #[arg(long, conflicts_with = "file")]
    pub solutions: bool,
    /// Grade this file in place of src/lib.rs of the one exercise named.
    #[arg(long, value_name = "PATH")]
    pub file: Option<PathBuf>,
    /// Make the same inputs as the check that printed this number.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Print one JSON document on standard output and nothing else.
    #[arg(long)]
    pub json: bool,
    /// Show what your code printed.
    #[arg(long)]
    pub show_output: bool,
    /// How long one call of one function may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0, value_parser = seconds)]
    pub time_limit: f64,
    /// How many MiB of heap may be live at once.
    #[arg(long, value_name = "MIB", default_value_t = 2048,
          value_parser = clap::value_parser!(u64).range(1..=1 << 24))]
    pub memory_limit: u64,
}

/// Options of `list`.
#[derive(Debug, Args)]
pub struct List {
    /// Print one JSON document on standard output and nothing else.
    #[arg(long)]
    pub json: bool,
}

/// Options of `hint`.
#[derive(Debug, Args)]
pub struct Hint {
    /// Id, name, or its beginning.
    pub id: String,
    /// The part; without it, the first one that does not pass yet.
    #[arg(long, value_name = "NAME")]
    pub part: Option<String>,
    /// From 1, where to look, to 3, nearly the code. Without it, the next one.
    #[arg(long, value_name = "1..3", value_parser = clap::value_parser!(u8).range(1..=3))]
    pub level: Option<u8>,
}

/// Options of `solution`.
#[derive(Debug, Args)]
pub struct Solution {
    /// Id, name, or its beginning.
    pub id: String,
    /// Show it before you pass.
    #[arg(long)]
    pub force: bool,
}

/// Options of `reset`.
#[derive(Debug, Args)]
pub struct Reset {
    /// Id, name, or its beginning.
    pub id: String,
}

/// Options of `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// Ids, names, or their beginnings. None means all.
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// How often every window is weighed to see that its counts stay the same.
    #[arg(long, value_name = "N", default_value_t = 3,
          value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub runs: u32,
}

/// Options of `bench`.
#[derive(Debug, Args)]
pub struct Bench {
    /// How often each command is timed.
    #[arg(long, value_name = "N", default_value_t = 11,
          value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub runs: u32,
    /// Also write the figures to this file.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value > 0.0 && value <= 86_400.0 => Ok(value),
        _ => Err("expected seconds above 0 and up to 86400".to_owned()),
    }
}
