//! How far the learner is. In: the workbook and the history. Out: for each
//! exercise its names, its file, and which parts pass.

use std::path::PathBuf;

use crate::learner::history::History;
use crate::pipe::grade::Verdict;
use crate::workbook::{Exercise, Workbook};

/// One exercise, as far as the learner is with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// `ex3`.
    pub id: String,
    /// `ex3-string-trap`.
    pub name: String,
    /// `string-trap`.
    pub topic: String,
    /// The file that the learner edits.
    pub file: PathBuf,
    /// That file as the learner knows it: below the workbook.
    pub shown: String,
    /// The names of the parts.
    pub parts: Vec<String>,
    /// How many parts pass in the best attempt.
    pub passed: usize,
    /// Whether the best attempt passes as a whole.
    pub state: State,
}

/// Whether there is more to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// All parts passed at once.
    Passes,
    /// Not yet.
    Open,
}

/// All exercises in order.
pub fn of(workbook: &Workbook, history: &History) -> Vec<Standing> {
    workbook
        .exercises
        .iter()
        .map(|exercise| standing(workbook, history, exercise))
        .collect()
}

fn standing(workbook: &Workbook, history: &History, exercise: &Exercise) -> Standing {
    let best = history.best(&exercise.id);
    let file = exercise.learner_file();
    Standing {
        id: exercise.id.clone(),
        name: exercise.name.clone(),
        topic: exercise.topic().to_owned(),
        shown: workbook.shown(&file),
        file,
        parts: exercise
            .parts
            .iter()
            .map(|part| part.name.clone())
            .collect(),
        passed: best.map_or(0, |best| best.passed().min(exercise.parts.len())),
        state: match best.is_some_and(|best| best.verdict == Verdict::Pass) {
            true => State::Passes,
            false => State::Open,
        },
    }
}
