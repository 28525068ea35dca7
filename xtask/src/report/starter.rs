//! A starter that changed. In: an exercise, and what its file is. Out: what to tell the
//! learner, and the changes.

use super::changes::changes;
use super::style::Style;
use super::words::function_name;
use crate::learner::starter::{Change, State};
use crate::text::tame;
use crate::workbook::Exercise;

/// What there is to tell, ending in a line break; none if the file is as it should be.
pub fn note(exercise: &Exercise, state: &State, style: Style) -> Option<String> {
    let id = &exercise.id;
    let (text, steps) = match state {
        State::Earlier => (
            format!("the file of {id} is the starter of an earlier edition, and nobody edited it"),
            format!("  renew    cargo xtask reset {id}\n"),
        ),
        State::Outdated(change) => (
            format!(
                "the starter of {id} changed since you began, and your file was left as it is{}",
                functions(change)
            ),
            format!(
                "  changes  cargo xtask starter {id}\n  \
                   anew     cargo xtask reset {id}, which keeps your file\n"
            ),
        ),
        State::NotMade | State::Starter | State::Edited => return None,
    };
    Some(style.wrap("note: ", &text) + "\n" + &steps)
}

/// Names the functions that a file from the starter before does not have.
fn functions(change: &Change) -> String {
    let functions = change.functions();
    let names: Vec<String> = functions
        .iter()
        .filter_map(|function| Some(format!("`{}`", function_name(function)?)))
        .collect();
    match names.is_empty() {
        true => String::new(),
        false => format!(
            "; new in it, or declared in another way: {}",
            tame(&names.join(", "))
        ),
    }
}

/// The changes, from the starter that the learner knows to the one of this edition.
pub fn difference(change: &Change, shown: &str, style: Style) -> String {
    let names = [format!("{shown} before"), format!("{shown} now")];
    changes(&change.before, &change.now, &names, style)
}
