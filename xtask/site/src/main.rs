//! The book: builds, serves and measures it. In: a command line, usually from
//! `cargo xtask book …`. Out: pages in `target/book`, or figures in
//! `book/measurements.json`. The exit code is 0 if all went well, 1 if something
//! differs or fails, and 2 if the command could not work.

mod build;
mod figures;
mod flags;
mod measure;
mod page;
mod picture;
mod process;
mod record;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use flags::Command;

/// The folder of the book in this repository.
fn book() -> PathBuf {
    root().join("book")
}

/// The repository.
fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().unwrap_or(root)
}

fn main() -> ExitCode {
    match run(&flags::read()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Build { to } => {
            let pages = build::build(&book(), to.as_deref())?;
            println!("{}", pages.join("index.html").display());
        }
        Command::Measure { check } => return measure::run(&root(), *check),
        Command::Preprocess { supports: None } => build::preprocess()?,
        Command::Preprocess {
            supports: Some(renderer),
        } => return Ok(ExitCode::from(u8::from(!build::supports(renderer)))),
        Command::Open | Command::Serve { .. } | Command::Test => todo!(),
    }
    Ok(ExitCode::SUCCESS)
}
