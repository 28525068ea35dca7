//! `hint`: help in three levels, from where to look to nearly the code.

use crate::failure::Failure;
use crate::flags::Hint;
use crate::grade::Verdict;
use crate::history::{Event, History};
use crate::report::style::Role;
use crate::session::{Outcome, Session};
use crate::workbook::{Exercise, Part};

/// The last level.
const LAST: usize = 3;

/// Prints one hint, and what gives the next one.
pub fn run(session: &mut Session, options: &Hint) -> Result<Outcome, Failure> {
    let exercise = session.workbook.find(&options.id)?;
    let part = match &options.part {
        Some(name) => named(exercise, name)?,
        None => first_unsolved(exercise, &session.history),
    };
    let id = &exercise.id;
    let level = match options.level {
        Some(level) => level,
        None => (session.history.hint_level(id, &part.name) + 1).min(LAST),
    };
    let head = format!("{id}, {}, hint {level} of {LAST}", part.name);
    println!("{}", session.style.paint(Role::Strong, head));
    println!("{}", session.style.wrap("  task: ", &part.task));
    println!();
    println!("{}", session.style.wrap("  ", &part.hints[level - 1]));
    println!();
    if level < LAST {
        println!(
            "  more: cargo xtask hint {id} --part {} --level {}",
            part.name,
            level + 1
        );
    } else {
        println!("  This is the last hint. The reference: cargo xtask solution {id} --force");
    }
    let event = Event::Hint {
        id: id.clone(),
        part: part.name.clone(),
        level,
    };
    if let Err(failure) = session.history.add(event) {
        eprintln!("warning: the next `hint` will show this one again: {failure}");
    }
    Ok(Outcome::AllPass)
}

fn named<'e>(exercise: &'e Exercise, name: &str) -> Result<&'e Part, Failure> {
    exercise.part(name).ok_or_else(|| {
        let names: Vec<&str> = exercise
            .parts
            .iter()
            .map(|part| part.name.as_str())
            .collect();
        Failure::usage(format!("{} has no part `{name}`", exercise.id))
            .next(format!("choose one of: {}", names.join(", ")))
    })
}

/// The first part that did not pass at the latest check; the first of all
/// before any check, and after a full pass.
fn first_unsolved<'e>(exercise: &'e Exercise, history: &History) -> &'e Part {
    let solved = |part: &&Part| {
        history
            .latest(&exercise.id)
            .and_then(|attempt| attempt.parts.get(&part.name))
            .is_some_and(|attempt| attempt.verdict == Verdict::Pass)
    };
    exercise
        .parts
        .iter()
        .find(|part| !solved(part))
        .unwrap_or(&exercise.parts[0])
}
