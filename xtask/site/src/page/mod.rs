//! Pages. In: a chapter's Markdown, with figures by name. Out: Markdown with the
//! numbers, tables, pictures and forms in it.
//!
//! A mistake in a page is a [`Problem`] with its line. All of them are found
//! before the build stops.

mod blocks;
mod claims;
mod code;
mod exercise;
mod inline;
mod markdown;
mod matrix;
mod questions;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use xtask::failure::Failure;
use xtask::workbook::Workbook;
use xtask::workbook::page::{Piece, pieces};

use crate::figures::Figures;
use crate::record::Measurements;
use claims::Claim;
use inline::Style;
use questions::Prediction;

/// What stands wrong in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The page, below the book's `src`.
    pub page: PathBuf,
    /// The line in it, from 1.
    pub line: usize,
    /// What was expected, what was found, what to do.
    pub message: String,
}

/// What pages are made from.
#[derive(Debug)]
pub struct Material {
    /// The book's `src` folder, from which included files are found.
    pub source: PathBuf,
    /// The figures.
    pub record: Measurements,
    /// The exercises.
    pub workbook: Workbook,
}

impl Material {
    /// Reads the record and the exercises that stand around `book`.
    pub fn read(book: &Path) -> Result<Self, Failure> {
        Ok(Material {
            source: book.join("src"),
            record: Measurements::read(&book.join("measurements.json"))?,
            workbook: Workbook::open(book)?,
        })
    }
}

/// How many problems are listed at once.
const SHOWN: usize = 20;

/// Fills all pages of the book, and adds a page for each exercise. An error
/// lists every problem with its place.
pub fn fill_book(mut book: Book, material: &Material) -> Result<Book, Failure> {
    let mut problems = Vec::new();
    let gathered = gather(&book, Figures(&material.record), &mut problems);
    book.for_each_mut(|item| {
        if let BookItem::Chapter(chapter) = item {
            fill_chapter(chapter, material, &gathered, &mut problems);
        }
    });
    if !problems.is_empty() {
        let mut lines: Vec<String> = problems
            .iter()
            .take(SHOWN)
            .map(|problem| {
                let page = Path::new("book/src").join(&problem.page);
                format!("{}:{}: {}", page.display(), problem.line, problem.message)
            })
            .collect();
        if problems.len() > SHOWN {
            lines.push(format!("and {} more", problems.len() - SHOWN));
        }
        return Err(Failure::new(format!(
            "the pages have mistakes\n{}",
            lines.join("\n")
        )));
    }
    exercise::add_pages(&mut book, &material.workbook)?;
    Ok(book)
}

fn fill_chapter(
    chapter: &mut Chapter,
    material: &Material,
    gathered: &Gathered,
    problems: &mut Vec<Problem>,
) {
    let Some(path) = chapter.path.clone() else {
        return;
    };
    let context = Context {
        material,
        figures: Figures(&material.record),
        gathered,
    };
    let mut filled = String::new();
    for piece in pieces(&chapter.content) {
        match context.fill(&piece) {
            Ok(text) => filled.push_str(&text),
            Err(error) => problems.push(Problem {
                page: path.clone(),
                line: piece.line(),
                message: error.to_string(),
            }),
        }
    }
    chapter.content = filled;
}

/// What a piece of a page may look things up in.
struct Context<'a> {
    material: &'a Material,
    figures: Figures<'a>,
    gathered: &'a Gathered,
}

impl Context<'_> {
    fn fill(&self, piece: &Piece<'_>) -> Result<String, Failure> {
        match piece {
            Piece::Line { text, .. } => self.fill_line(text),
            Piece::Fence {
                info, body, whole, ..
            } => self.fill_fence(info, body, whole),
        }
    }

    fn fill_line(&self, text: &str) -> Result<String, Failure> {
        if let Some(name) = text.trim().strip_prefix("{{output ") {
            let name = name.trim_end_matches("}}").trim();
            return blocks::output(name, self.figures.0);
        }
        if text.trim() == "{{predictions}}" {
            return Ok(questions::summary(&self.gathered.predictions));
        }
        if text.trim() == "{{claims}}" {
            return claims::overview(&self.gathered.claims, self.figures);
        }
        let linked = exercise::link_pages(text, &self.material.workbook.exercises);
        inline::fill(&linked, self.figures, Style::Html)
    }

    fn fill_fence(&self, info: &str, body: &str, whole: &str) -> Result<String, Failure> {
        let figures = self.figures;
        match info.split([',', ' ']).next().unwrap_or_default() {
            "weights" => blocks::weights(&block(body)?, figures),
            "curve" => blocks::curve(&block(body)?, figures),
            "memory" => blocks::memory(&block(body)?, figures),
            "explore" => blocks::explorable(&block(body)?, figures),
            "claim" => claims::claim(&block(body)?, figures),
            "predict" => questions::prediction(&block(body)?, figures),
            "quiz" => questions::quiz(&block(body)?, figures),
            "matrix" => matrix::matrix(&block(body)?, figures),
            "rust" => code::included(whole, body, &self.material.source),
            // Other braces in it are its own.
            "yaml" => Ok(inline::fill_image(whole, figures)),
            "text" => Ok(format!("{whole}{}", exercise::card(body))),
            _ => Ok(whole.to_owned()),
        }
    }
}

/// What a block says in TOML.
fn block<T: DeserializeOwned>(body: &str) -> Result<T, Failure> {
    toml::from_str(body).map_err(|error| Failure::new(error.to_string()))
}

/// What some pages say of all others. What is wrong with a block is said where
/// it stands.
#[derive(Default)]
struct Gathered {
    predictions: Vec<Prediction>,
    claims: Vec<Claim>,
}

/// A block that the reader's browser, or a link, knows by its id.
#[derive(Deserialize)]
struct Named {
    id: toml::Value,
}

/// Gathers from all pages. Two blocks of the same kind with the same id would
/// share the reader's answer, so that is a problem.
fn gather(book: &Book, figures: Figures<'_>, problems: &mut Vec<Problem>) -> Gathered {
    let mut gathered = Gathered::default();
    let mut known = BTreeSet::new();
    for item in book.iter() {
        let BookItem::Chapter(chapter) = item else {
            continue;
        };
        let Some(path) = &chapter.path else {
            continue;
        };
        for piece in pieces(&chapter.content) {
            let Piece::Fence {
                line, info, body, ..
            } = piece
            else {
                continue;
            };
            if !["predict", "quiz", "claim"].contains(&info) {
                continue;
            }
            if let Ok(Named { id }) = toml::from_str(body)
                && !known.insert((info, id.to_string()))
            {
                problems.push(Problem {
                    page: path.clone(),
                    line,
                    message: format!("another {info} has the id {id}; give this one its own"),
                });
            }
            if info == "predict"
                && let Ok(block) = toml::from_str(body)
                && let Ok(prediction) = Prediction::new(&block, figures, path)
            {
                gathered.predictions.push(prediction);
            }
            if info == "claim"
                && let Ok(claim) = toml::from_str(body)
            {
                gathered.claims.push(claim);
            }
        }
    }
    gathered
}
