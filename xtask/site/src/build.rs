//! Building. In: the folder of the book. Out: its pages, as HTML in a folder.
//!
//! `mdbook build book` does the same: it starts this program as a preprocessor
//! and hands it the book on standard input.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use mdbook_driver::MDBook;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext, parse_input};

use crate::page::{Material, fill_book};

/// Builds the book into `to`, or where `book.toml` says.
pub fn build(book: &Path, to: Option<&Path>) -> Result<PathBuf> {
    let mut driver =
        MDBook::load(book).with_context(|| format!("{} could not be loaded", book.display()))?;
    if let Some(to) = to {
        driver.config.build.build_dir = std::path::absolute(to)?;
    }
    // In place of the command of the same name in `book.toml`.
    driver.with_preprocessor(Workbook);
    driver.build()?;
    let pages = driver.build_dir_for("html");
    Ok(pages.canonicalize().unwrap_or(pages))
}

/// The preprocessor that fills in what was measured.
struct Workbook;

impl Preprocessor for Workbook {
    fn name(&self) -> &str {
        "workbook"
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> Result<Book> {
        fill_book(book, &Material::read(&context.root)?)
    }

    fn supports_renderer(&self, renderer: &str) -> Result<bool> {
        Ok(supports(renderer))
    }
}

/// The figures become HTML, so no other renderer can do with them.
pub fn supports(renderer: &str) -> bool {
    renderer == "html"
}

/// Reads a book from mdBook on standard input and writes it back, filled in.
pub fn preprocess() -> Result<()> {
    let (context, book) = parse_input(io::stdin().lock())
        .context("a preprocessor reads a book from mdBook on standard input")?;
    let filled = Workbook.run(&context, book)?;
    serde_json::to_writer(io::stdout().lock(), &filled)?;
    Ok(())
}
