//! Building. In: the folder of the book. Out: its pages, as HTML in a folder.
//!
//! `mdbook build book` does the same: it starts this program as a preprocessor
//! and hands it the book on standard input.

use std::io;
use std::path::{Path, PathBuf};

use mdbook_driver::MDBook;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::errors::{Error, Result as BookResult};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext, parse_input};
use xtask::failure::Failure;

use crate::context::Context;
use crate::page::{Material, fill_book};

/// Builds the book into `to`, or where `book.toml` says.
pub fn build(book: &Path, to: Option<&Path>) -> Result<PathBuf, Failure> {
    let mut driver =
        MDBook::load(book).with_context(|| format!("{} could not be loaded", book.display()))?;
    if let Some(to) = to {
        let absolute = std::path::absolute(to);
        driver.config.build.build_dir =
            absolute.map_err(|error| Failure::io("find", to, &error))?;
    }
    // In place of the command of the same name in `book.toml`.
    driver.with_preprocessor(Filling);
    let built = driver.build();
    built.map_err(|error| Failure::new(format!("{error:#}")))?;
    let pages = driver.build_dir_for("html");
    Ok(pages.canonicalize().unwrap_or(pages))
}

/// The preprocessor that fills in what was measured.
struct Filling;

impl Preprocessor for Filling {
    fn name(&self) -> &str {
        "workbook"
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> BookResult<Book> {
        fill(book, &context.root).map_err(Error::msg)
    }

    fn supports_renderer(&self, renderer: &str) -> BookResult<bool> {
        Ok(supports(renderer))
    }
}

fn fill(book: Book, root: &Path) -> Result<Book, Failure> {
    fill_book(book, &Material::read(root)?)
}

/// The figures become HTML, so no other renderer can do with them.
pub fn supports(renderer: &str) -> bool {
    renderer == "html"
}

/// Reads a book from mdBook on standard input and writes it back, filled in.
pub fn preprocess() -> Result<(), Failure> {
    let (context, book) = parse_input(io::stdin().lock())
        .context("a preprocessor reads a book from mdBook on standard input")?;
    let filled = fill(book, &context.root)?;
    serde_json::to_writer(io::stdout().lock(), &filled).context("the book could not be written")
}
