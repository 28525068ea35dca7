//! The smallest inputs there are. In: the graded starter and solution of an exercise. Out:
//! where one of them does not return for no item, or for one, or where they differ.
//!
//! Budgets do not hold there: they are for the sizes of the exercise.

use std::ops::Range;

use super::windows::{author_word, limits, windows};
use crate::failure::Failure;
use crate::pipe::answer;
use crate::pipe::case::ExerciseGrade;
use crate::pipe::grade::Trouble;
use crate::pipe::weigh::{self, Ending, Returned, Window};
use crate::report::answer::told;
use crate::report::style::counted;
use crate::session::Session;
use crate::workbook::Part;

/// No item, one, and the second one alone: a small input that shows what is wrong may begin
/// anywhere.
const PLACES: [Range<usize>; 3] = [0..0, 0..1, 1..2];

/// Only the first sentence is told, which no width cuts.
const WIDTH: usize = 80;

/// What is wrong at these sizes.
pub fn hold(
    session: &Session,
    starter: &ExerciseGrade<'_>,
    solution: &ExerciseGrade<'_>,
    seed: u64,
) -> Result<Vec<String>, Failure> {
    let mut wrong = Vec::new();
    for part in &solution.exercise.parts {
        for places in PLACES {
            session.interrupt.check()?;
            let returned = [starter, solution].map(|grade| at(session, grade, part, &places, seed));
            let size = counted(places.len() as u64, &part.item);
            wrong
                .extend(fault(part, returned).map(|what| format!("{}, {size}: {what}", part.name)));
        }
    }
    Ok(wrong)
}

/// What a part returns for an input of this size.
fn at(
    session: &Session,
    grade: &ExerciseGrade<'_>,
    part: &Part,
    places: &Range<usize>,
    seed: u64,
) -> Result<Returned, String> {
    let whose = author_word(&grade.author);
    let mut usual = windows(session, grade, seed).into_iter();
    let usual = usual.find(|window| window.part == part.name);
    let window = Window {
        items: places.len(),
        skipped: places.start,
        ..usual.ok_or_else(|| format!("the {whose} was not built"))?
    };
    match weigh::weigh(&window, &limits(session)).ending {
        Ending::Returned(returned) => Ok(returned),
        other => Err(format!("the {whose} {}", other.in_words())),
    }
}

/// What is wrong with what the starter and the solution returned.
fn fault(part: &Part, [starter, solution]: [Result<Returned, String>; 2]) -> Option<String> {
    let (starter, solution) = match (starter, solution) {
        (Ok(starter), Ok(solution)) => (starter, solution),
        (Err(what), _) | (_, Err(what)) => return Some(what),
    };
    // Where only the answer counts, the starter's is wrong.
    if part.budget.is_empty() {
        return None;
    }
    let right = solution.truth.as_ref().unwrap_or(&solution.answer);
    let difference = answer::difference(right, &starter.answer)?;
    let trouble = Trouble::WrongAnswer(Box::new(difference));
    let said = told(&trouble, &part.item, WIDTH).head;
    Some(format!(
        "the starter does not answer as the solution does: {said}"
    ))
}
