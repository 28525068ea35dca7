//! Commands that another crate of the workbook carries out, which is compiled only
//! when somebody wants it. In: words. Out: what that program's exit code means.

use std::ffi::OsString;

use crate::failure::Failure;
use crate::pipe::build;
use crate::process;
use crate::session::{Outcome, Session};

/// The exit code of such a program when something differs or fails.
const SOMETHING_FAILS: i32 = 1;

/// Compiles and runs the program of this name in the learner's folder. `while_compiling`
/// is said the first time, which takes long.
pub fn run(
    session: &Session,
    name: &str,
    words: &[OsString],
    while_compiling: &str,
) -> Result<Outcome, Failure> {
    let mut cargo = build::cargo();
    cargo
        .args(["run", "--release", "--package", name])
        .arg("--manifest-path")
        .arg(session.workbook.root.join("Cargo.toml"));
    let program = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    if session.target.join("release").join(program).exists() {
        cargo.arg("--quiet");
    } else {
        eprintln!("{while_compiling}");
    }
    cargo.arg("--").args(words);
    let status = process::status(&mut cargo, &session.interrupt)?;
    match status.code() {
        Some(0) => Ok(Outcome::AllPass),
        Some(SOMETHING_FAILS) => Ok(Outcome::SomethingFails),
        _ => Err(Failure::new(format!(
            "`{name}` ended with {status}; what it said stands above"
        ))),
    }
}
