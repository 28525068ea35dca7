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
mod serve;

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
        Command::Open => {
            let pages = build::build(&book(), None)?;
            show(&pages.join("index.html").to_string_lossy());
        }
        Command::Serve { port, open } => serve::serve(&root(), *port, *open)?,
        Command::Test => return test(),
    }
    Ok(ExitCode::SUCCESS)
}

/// Shows a page in the reader's browser, or says where it is.
fn show(page: &str) {
    match open::that_detached(page) {
        Ok(()) => println!("{page}"),
        Err(_) => println!("no browser could be started from here; open this in one:\n{page}"),
    }
}

/// Runs the tests of the listings and of the site.
fn test() -> Result<ExitCode> {
    let mut cargo = process::cargo();
    cargo
        .current_dir(root())
        .args(["test", "--package", "listings", "--package", "site"]);
    let passed = process::succeeds(&mut cargo)?;
    Ok(ExitCode::from(u8::from(!passed)))
}
