//! The reports of a class. In: a [`Gradebook`]. Out: files in a folder:
//!
//! - `gradebook.csv`, for spreadsheets and learning platforms: see [`spreadsheet`];
//! - `gradescope/<student>/results.json`: see [`gradescope`];
//! - `junit.xml`, for programs that read test results: see [`junit`];
//! - `index.html` and `students/<student>.html`, for people: see [`html`].
//!
//! What is `broken` failed on the grader's side and says nothing about a student.
//! It is never shown as zero points, and neither is what has not been graded yet.
//! What was not sent has zero points, and is marked as such.
//!
//! Equal records make equal files, in whatever order they come: times are not shown.

mod distribution;
mod files;
pub mod gradescope;
pub mod html;
pub mod junit;
mod names;
mod patterns;
mod sheet;
pub mod spreadsheet;
mod text;
mod words;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use xtask::failure::Failure;
use xtask::workbook::Exercise;

use crate::record::Record;
use files::Folder;
use sheet::Sheet;

/// All that reports are made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradebook {
    /// What the class is called.
    pub title: String,
    /// In the order of the workbook.
    pub exercises: Vec<ExerciseInfo>,
    /// In the order in which reports list them. A name that comes twice is one student.
    pub students: Vec<String>,
    /// In any order. Of several on one student's exercise, the latest counts.
    pub records: Vec<Record>,
    /// What was found among the submissions and not graded.
    pub notes: Vec<Note>,
    /// How strangers' code was kept apart, in a sentence or a word.
    pub isolation: String,
}

/// What reports say of an exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExerciseInfo {
    /// The name in records: `ex3`.
    pub id: String,
    /// `ex3-string-trap`.
    pub name: String,
    /// `The String trap`.
    pub title: String,
    /// In the order of `exercise.toml`. Each is worth one point.
    pub parts: Vec<PartInfo>,
}

/// What reports say of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartInfo {
    /// The name in records.
    pub name: String,
    /// What to do, in one sentence.
    pub task: String,
    /// What the sizes count, in the singular: `user`.
    pub item: String,
    /// The file of the book that teaches it: `ch03-string-trap.md`.
    pub chapter: String,
}

/// Something among the submissions that was not graded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Whose it is, if it is anybody's.
    pub student: Option<String>,
    /// What was ignored, and why.
    pub what: String,
}

/// What was written, and what was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The page to open first.
    pub index: PathBuf,
    /// How many files were written.
    pub files: usize,
    /// Files of students who are not in this gradebook, left by an earlier run. They
    /// were not touched.
    pub stale: Vec<PathBuf>,
}

/// Writes all reports below `folder`, which is made if it is not there. Each file is
/// replaced as a whole: whoever reads meanwhile sees the old one or the new one.
///
/// # Errors
///
/// The folder cannot be written to, or one of the folders in it is a link.
pub fn write(book: &Gradebook, folder: &Path) -> Result<Written, Failure> {
    let sheet = Sheet::of(book);
    let mut folder = Folder::open(folder)?;
    folder.write("gradebook.csv", &spreadsheet::render(&sheet)?)?;
    folder.write("junit.xml", &junit::render(&sheet)?)?;
    for student in &sheet.students {
        let results = gradescope::render(&sheet, student)?;
        folder.write_in(&["gradescope", &student.file], "results.json", &results)?;
        let page = html::student_page(&sheet, student);
        folder.write_in(&["students"], &format!("{}.html", student.file), &page)?;
    }
    // The index comes last: all that it links to is there.
    let index = folder.write("index.html", &html::index_page(&sheet))?;
    Ok(Written {
        index,
        files: folder.written(),
        stale: folder.stale(&["gradescope", "students"])?,
    })
}

impl From<&Exercise> for ExerciseInfo {
    fn from(exercise: &Exercise) -> Self {
        let chapter = exercise
            .chapter
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        ExerciseInfo {
            id: exercise.id.clone(),
            name: exercise.name.clone(),
            title: exercise.title.clone(),
            parts: exercise
                .parts
                .iter()
                .map(|part| PartInfo {
                    name: part.name.clone(),
                    task: part.task.clone(),
                    item: part.item.clone(),
                    chapter: chapter.clone(),
                })
                .collect(),
        }
    }
}
