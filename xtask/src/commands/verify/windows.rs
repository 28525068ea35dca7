//! The windows of a graded exercise. In: a grade. Out: what is weighed again, and how it
//! is told.

use crate::pipe::case::ExerciseGrade;
use crate::pipe::grade::PartGrade;
use crate::pipe::stage::Author;
use crate::pipe::weigh::{Ending, Pass, Weighed, Window};
use crate::process::Limits;
use crate::session::Session;
use crate::workbook::{Build, Part};

/// The usual limits but for time, and the session's interrupt. The code of authors ends, and
/// the pass through dhat takes much longer than the others.
pub fn limits(session: &Session) -> Limits {
    let usual = Limits::usual_until(&session.interrupt);
    Limits {
        time: 10 * usual.time,
        ..usual
    }
}

/// Each part with its grade.
pub fn parts<'g>(grade: &'g ExerciseGrade<'_>) -> impl Iterator<Item = (&'g Part, &'g PartGrade)> {
    grade
        .parts
        .iter()
        .filter_map(|graded| Some((grade.exercise.part(&graded.name)?, graded)))
}

/// Every release window of a graded exercise.
pub fn windows(session: &Session, grade: &ExerciseGrade<'_>, seed: u64) -> Vec<Window> {
    let Some(executable) = &grade.executable else {
        return Vec::new();
    };
    let source = grade.author.source(&session.workbook, grade.exercise);
    grade
        .exercise
        .parts
        .iter()
        .filter(|part| part.builds.contains(&Build::Release))
        .flat_map(|part| part.sizes.iter().map(move |items| (part, *items)))
        .map(|(part, items)| Window {
            executable: executable.clone(),
            source: source.clone(),
            part: part.name.clone(),
            items,
            seed,
            skipped: 0,
            pass: Pass::Count,
        })
        .collect()
}

/// What came of a window, to be compared.
pub fn said(weighed: &Weighed) -> String {
    match &weighed.ending {
        Ending::Returned(returned) => match &returned.counts {
            Some(counts) => format!("{counts:?}"),
            None => returned.answer.get().to_owned(),
        },
        other => other.in_words(),
    }
}

/// Whose code it is.
pub fn author_word(author: &Author) -> &'static str {
    match author {
        Author::Learner => "learner",
        Author::Reference => "solution",
        Author::Starter => "starter",
        Author::File(_) => "file",
    }
}
