//! Grades as JSON, schema 1. One document, and nothing else.

use std::collections::BTreeMap;

use meter_report::Counts;
use serde::Serialize;

use crate::compare::Since;
use crate::grade::{PartGrade, Trouble, Verdict, WindowGrade};
use crate::grading::ExerciseGrade;
use crate::workbook::Build;

/// The whole document.
#[derive(Debug, Serialize)]
pub struct Document {
    schema: u32,
    toolchain: String,
    target: String,
    seed: u64,
    exercises: Vec<ExerciseDocument>,
}

#[derive(Debug, Serialize)]
struct ExerciseDocument {
    id: String,
    title: String,
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    parts: Vec<PartDocument>,
    /// What changed since the learner's attempt before; none for other files, and
    /// for the first attempt.
    since_last: Option<Since>,
}

#[derive(Debug, Serialize)]
struct PartDocument {
    name: String,
    verdict: Verdict,
    matches_reference: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    windows: Vec<WindowDocument>,
}

#[derive(Debug, Serialize)]
struct WindowDocument {
    items: usize,
    build: &'static str,
    verdict: Verdict,
    #[serde(flatten)]
    counts: Option<Counts>,
    allowed: BTreeMap<&'static str, u64>,
    reference: Option<Counts>,
}

/// The document for these grades, and what changed in each. `toolchain` and `target` are what the
/// compiler says of itself.
pub fn document(
    toolchain: String,
    target: String,
    seed: u64,
    grades: &[ExerciseGrade<'_>],
    since_last: Vec<Option<Since>>,
) -> Document {
    Document {
        schema: 1,
        toolchain,
        target,
        seed,
        exercises: grades
            .iter()
            .zip(since_last)
            .map(|(grade, since_last)| exercise(grade, since_last))
            .collect(),
    }
}

fn exercise(grade: &ExerciseGrade<'_>, since_last: Option<Since>) -> ExerciseDocument {
    let errors: Vec<&str> = grade
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error)
        .map(|diagnostic| diagnostic.rendered.trim_end())
        .collect();
    let compiler = (!errors.is_empty()).then(|| errors.join("\n"));
    ExerciseDocument {
        id: grade.exercise.id.clone(),
        title: grade.exercise.title.clone(),
        verdict: grade.verdict,
        message: grade.trouble.clone().or(compiler),
        parts: grade.parts.iter().map(part).collect(),
        since_last,
    }
}

fn part(grade: &PartGrade) -> PartDocument {
    let message = grade
        .windows
        .iter()
        .filter(|window| window.verdict == grade.verdict)
        .find_map(|window| window.trouble.as_ref())
        .map(|trouble| match trouble {
            Trouble::WrongAnswer(difference) => difference.to_string(),
            Trouble::Panicked(panic) => format!("{}: {}", panic.location, panic.message),
            Trouble::Words(words) => words.clone(),
        });
    PartDocument {
        name: grade.name.clone(),
        verdict: grade.verdict,
        matches_reference: grade.matches_reference,
        message,
        windows: grade.windows.iter().map(window).collect(),
    }
}

fn window(grade: &WindowGrade) -> WindowDocument {
    WindowDocument {
        items: grade.items,
        build: match grade.build {
            Build::Release => "release",
            Build::Debug => "debug",
        },
        verdict: grade.verdict,
        counts: grade.counts,
        allowed: grade
            .allowed
            .iter()
            .map(|(quantity, allowed)| (quantity.key(), *allowed))
            .collect(),
        reference: grade.reference,
    }
}
