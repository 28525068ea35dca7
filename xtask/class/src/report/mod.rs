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
pub mod class;
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

use xtask::failure::Failure;

use crate::ledger::record::Record;
use class::Class;
use files::Folder;
use names::Student;
use sheet::Sheet;
use summary::Summary;

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
