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

/// The exercise that is next, and one command: the last line.
fn next_step(session: &Session) -> String {
    let exercises = &session.workbook.exercises;
    let passed = |exercise: &&Exercise| {
        session
            .history
            .best(&exercise.id)
            .is_some_and(|best| best.verdict == Verdict::Pass)
    };
    let (head, facts, next) = match (exercises.iter().find(|e| !passed(e)), exercises.last()) {
        (Some(exercise), _) => (
            format!("{}, {}", exercise.name, exercise.title),
            facts(session, exercise),
            format!("cargo xtask check {}", exercise.id),
        ),
        (None, Some(last)) => (
            "All exercises pass.".to_owned(),
            format!("  compare {} with the reference\n", last.name),
            format!("cargo xtask solution {}", last.id),
        ),
        (None, None) => return String::new(),
    };
    let head = session.style.paint(Role::Strong, head);
    format!("{head}\n{facts}next: {next}\n")
}

/// Where an exercise is read about and edited, and what came of it so far.
fn facts(session: &Session, exercise: &Exercise) -> String {
    let chapter = session.workbook.reading().link(&exercise.page());
    let file = session.workbook.shown(&exercise.learner_file());
    let mut facts = format!("  chapter {chapter}\n  file    {file}\n");
    if let Some(latest) = session.history.latest(&exercise.id) {
        let verdict = latest.verdict.word();
        let (passed, all) = (latest.passed(), exercise.parts.len());
        facts += &format!("  latest  {verdict}, {passed} of {all} parts pass\n");
    }
    facts
}
