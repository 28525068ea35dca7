//! No command: where the learner stands, and what comes next.

use super::list;
use crate::failure::Failure;
use crate::learner::starter;
use crate::pipe::grade::Verdict;
use crate::report::starter as report;
use crate::report::style::Role;
use crate::session::{Outcome, Session};
use crate::workbook::Exercise;

/// Prints both.
pub fn run(session: &Session) -> Result<Outcome, Failure> {
    print!("{}", list::table(session));
    println!();
    for exercise in &session.workbook.exercises {
        let state = starter::state(exercise, &session.history)?;
        if let Some(note) = report::note(exercise, &state, session.style) {
            println!("{note}");
        }
    }
    print!("{}", next_step(session));
    Ok(Outcome::AllPass)
}

fn next_step(session: &Session) -> String {
    let passed = |exercise: &&Exercise| {
        session
            .history
            .best(&exercise.id)
            .is_some_and(|best| best.verdict == Verdict::Pass)
    };
    let Some(exercise) = session.workbook.exercises.iter().find(|e| !passed(e)) else {
        return "All exercises pass. `cargo xtask solution ID` compares your file with the \
                reference.\n"
            .to_owned();
    };
    let id = &exercise.id;
    let chapter = session.workbook.shown(&exercise.chapter);
    let file = session.workbook.shown(&exercise.learner_file());
    let steps = match session.history.latest(id) {
        None => {
            format!("  read    {chapter}\n  edit    {file}\n  grade   cargo xtask check {id}\n")
        }
        Some(latest) => format!(
            "  last    {}, {} of {} parts pass\n  edit    {file}\n  grade   cargo xtask check {id}\n  \
             stuck?  cargo xtask hint {id}\n",
            latest.verdict.word(),
            latest.passed(),
            exercise.parts.len()
        ),
    };
    let head = format!("Next: {}, {}", exercise.name, exercise.title);
    format!("{}\n{steps}", session.style.paint(Role::Strong, head))
}
