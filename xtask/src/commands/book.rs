//! `book`: hands its words to the crate `site`, which is compiled only now.

use std::ffi::OsString;

use crate::build;
use crate::failure::Failure;
use crate::process;
use crate::session::{Outcome, Session};

/// The exit code of `site` when something differs or fails.
const SOMETHING_FAILS: i32 = 1;

/// Runs `site` with the learner's words, in the learner's folder.
pub fn run(session: &Session, words: &[OsString]) -> Result<Outcome, Failure> {
    let mut cargo = build::cargo();
    cargo
        .args(["run", "--release", "--package", "site"])
        .arg("--manifest-path")
        .arg(session.workbook.root.join("Cargo.toml"));
    let program = format!("site{}", std::env::consts::EXE_SUFFIX);
    if session.target.join("release").join(program).exists() {
        cargo.arg("--quiet");
    } else {
        eprintln!("compiling what builds the book; only the first time takes minutes");
    }
    cargo.arg("--").args(words);
    let status = process::status(&mut cargo, &session.interrupt)?;
    match status.code() {
        Some(0) => Ok(Outcome::AllPass),
        Some(SOMETHING_FAILS) => Ok(Outcome::SomethingFails),
        _ => Err(Failure::broken(format!(
            "the book's command ended with {status}; what it said stands above"
        ))),
    }
}
