//! What reports say of a class beside its records. In: the workbook, and who is in the
//! class. Out: names, titles and tasks.

use xtask::workbook::Exercise;

use crate::ledger::members::Note;

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

impl Class {
    /// The most points that anyone can have.
    pub fn maximum(&self) -> usize {
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
