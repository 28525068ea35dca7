//! `starter`: how the first version of an exercise's file changed since the learner began.

use super::command::Command;
use crate::failure::Failure;
use crate::flags::{id, text};
use crate::learner::starter::{self, State};
use crate::report::starter as report;
use crate::session::{Outcome, Session};

/// Shows the changes.
pub const COMMAND: Command = Command {
    name: "starter",
    define: |command| {
        command
            .about("Show how the starter changed since you began, after a new edition")
            .arg(id())
    },
    read: |matches| {
        let id = text(matches, "id");
        Box::new(move |session| run(session, &id))
    },
};

/// Prints the changes. Whoever saw them knows this starter, and is not told of it again.
fn run(session: &mut Session, id: &str) -> Result<Outcome, Failure> {
    let exercise = session.workbook.find(id)?;
    let id = &exercise.id;
    let shown = session.workbook.shown(&exercise.starter_file());
    let yours = session.workbook.shown(&exercise.learner_file());
    let style = session.style;
    match starter::state(exercise, &session.history)? {
        State::Outdated(change) => {
            print!("{}", report::difference(&change, &shown, style));
            let next = format!(
                "Your file, {yours}, was left as it is: take from these changes what you need. \
                 Checks do not speak of them any more."
            );
            println!("\n{}", style.wrap("", &next));
            println!("  anew     cargo xtask reset {id}, which keeps your file");
            println!("  again    cargo xtask starter {id}");
            starter::know(exercise, &mut session.history)?;
        }
        _ => match starter::latest_change(exercise, &session.history)? {
            Some(change) => {
                println!("How the starter of {id} changed last:");
                print!("{}", report::difference(&change, &shown, style));
            }
            None => println!("The starter of {id} has not changed."),
        },
    }
    Ok(Outcome::AllPass)
}
