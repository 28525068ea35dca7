//! The book: builds, serves and measures it, also under another compiler. In: a command
//! line, usually from `cargo xtask book …` or `cargo xtask bump`. Out: pages in
//! `target/book`, or figures in `book/measurements.json`. The exit code is 0 if all went well, 1 if something
//! differs or fails, and 2 if the command could not work.

mod build;
mod bump;
mod context;
mod figures;
mod flags;
mod html;
mod measure;
mod page;
mod picture;
mod record;
mod serve;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use flags::Command;
use xtask::failure::Failure;
use xtask::interrupt::Interrupt;
use xtask::pipe::build::clean_cargo;
use xtask::process;
use xtask::program;
use xtask::workbook::reading::file_url;

fn main() -> ExitCode {
    program::run("what builds the book", || run(&flags::read()))
}

/// The repository.
fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().unwrap_or(root)
}

/// The current folder. What writes to a repository writes to the one around it.
fn here() -> Result<PathBuf, Failure> {
    std::env::current_dir()
        .map_err(|error| Failure::new(format!("the current folder is gone: {error}")))
}

fn run(command: &Command) -> Result<ExitCode, Failure> {
    let root = root();
    let book = root.join("book");
    match command {
        Command::Build { to } => {
            let pages = build::build(&book, to.as_deref())?;
            println!("{}", pages.join("index.html").display());
        }
        Command::Measure(then) => return measure::run(&here()?, *then),
        Command::Preprocess { supports: None } => build::preprocess()?,
        Command::Preprocess {
            supports: Some(renderer),
        } => return Ok(ExitCode::from(u8::from(!build::supports(renderer)))),
        Command::Open { page } => {
            let pages = build::build(&book, None)?;
            serve::show(&address(pages, page.as_deref())?);
        }
        Command::Serve { port, open } => serve::serve(&root, *port, *open)?,
        Command::Test => return test(&root),
        Command::Bump { version } => return bump::run(&here()?, version),
    }
    Ok(ExitCode::SUCCESS)
}

/// The address of a page, as in `ch03-string-trap#borrowing`, among those that were built.
fn address(pages: PathBuf, page: Option<&str>) -> Result<String, Failure> {
    let page = page.unwrap_or("index");
    let name = page.split('#').next().unwrap_or_default();
    let name = name.trim_end_matches(".html").trim_end_matches(".md");
    let file = pages.join(format!("{name}.html"));
    if name.is_empty() || !file.is_file() {
        return Err(Failure::new(format!("the book has no page `{name}`"))
            .next("`cargo xtask book open` shows the first page, which names all others"));
    }
    let section = page.split_once('#').map(|(_, section)| section);
    let section = section.map_or(String::new(), |section| format!("#{section}"));
    Ok(format!("{}{section}", file_url(&file)))
}

/// Runs the tests of the listings and of the site.
fn test(root: &Path) -> Result<ExitCode, Failure> {
    let mut cargo = clean_cargo();
    cargo
        .current_dir(root)
        .args(["test", "--package", "listings", "--package", "site"]);
    let passed = process::status(&mut cargo, &Interrupt::NEVER)?.success();
    Ok(ExitCode::from(u8::from(!passed)))
}
