//! `cargo xtask grade merge`. In: folders of results. Out: the whole, with its reports,
//! and an exit code: 0 all is there, 2 something is missing.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use xtask::failure::Failure;
use xtask::session::Session;
use xtask::style::ColourChoice;

use crate::commands::reports;
use crate::ledger::{Ledger, merge};

/// Puts the parts together and writes the reports.
pub fn run(parts: &[PathBuf], out: &Path) -> Result<ExitCode, Failure> {
    let session = Session::open_again(ColourChoice::Auto)?;
    let exercises = session.workbook.exercises.iter();
    let ids: Vec<String> = exercises.map(|exercise| exercise.id.clone()).collect();
    let merged = merge::run(parts, out, &ids)?;
    for gap in &merged.gaps {
        eprintln!("warning: {gap}");
    }
    let (ledger, _) = Ledger::open(out)?;
    let code = reports::write(
        &session.workbook,
        &ledger,
        &merged.members,
        &merged.isolation,
        out,
    )?;
    Ok(match merged.gaps.is_empty() {
        true => code,
        false => ExitCode::from(2),
    })
}
