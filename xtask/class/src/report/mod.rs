//! The reports of a class. In: a [`Class`], and the records on it, as they are asked for.
//! Out: files in a folder:
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
//! One student's records are in memory at a time: what reports on the whole class need
//! of them is in `summary`. Equal records make equal files: times are not shown.

mod cell;
mod distribution;
mod files;
pub mod gradescope;
pub mod html;
pub mod junit;
mod names;
mod patterns;
mod proofs;
mod sheet;
pub mod spreadsheet;
mod summary;
mod text;
mod words;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use xtask::failure::Failure;
use xtask::workbook::Exercise;

use crate::ledger::record::Record;
use files::Folder;
use names::Student;
use sheet::Sheet;
use summary::Summary;

/// What reports are made from, beside the records.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// What the class is called.
    pub title: String,
    /// In the order of the workbook.
    pub exercises: Vec<ExerciseInfo>,
    /// In the order in which reports list them. A name that comes twice is one student.
    pub students: Vec<String>,
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
/// `find` is asked once for each student's exercise, student by student: first the
/// student's name, then the exercise's. It has none for what is not graded yet.
///
/// # Errors
///
/// The folder cannot be written to, one of the folders in it is a link, or `find` fails.
pub fn write(
    class: &Class,
    mut find: impl FnMut(&str, &str) -> Result<Option<Record>, Failure>,
    folder: &Path,
) -> Result<Written, Failure> {
    let mut folder = Folder::open(folder)?;
    let mut seen = BTreeSet::new();
    let each_once = class.students.iter().filter(|name| seen.insert(*name));
    let students: Vec<Student> = each_once.map(|name| Student::of(name)).collect();
    let mut summary = Summary::new(class);
    let mut suites = junit::Suites::new(class)?;
    for student in &students {
        let sheet = Sheet::of(class, student, &mut find)?;
        let results = gradescope::render(&sheet)?;
        folder.write_in(&["gradescope", &student.file], "results.json", &results)?;
        let page = html::student_page(&sheet);
        folder.write_in(&["students"], &format!("{}.html", student.file), &page)?;
        suites.add(&sheet)?;
        summary.add(&sheet);
    }
    folder.write("gradebook.csv", &spreadsheet::render(&summary)?)?;
    folder.write_by("junit.xml", |file| suites.write(file))?;
    // The index comes last: all that it links to is there.
    let index = folder.write("index.html", &html::index_page(&summary))?;
    Ok(Written {
        index,
        files: folder.written(),
        stale: folder.stale(&["gradescope", "students"])?,
    })
}

impl Class {
    /// The most points that anyone can have.
    fn maximum(&self) -> usize {
        self.exercises.iter().map(|e| e.parts.len()).sum()
    }
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
