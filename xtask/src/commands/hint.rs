//! `hint`: first what the latest check found to cost most, then help in three
//! levels, from where to look to nearly the code.

use crate::failure::Failure;
use crate::flags::Hint;
use crate::learner::history::{Event, Found, History};
use crate::pipe::grade::Verdict;
use crate::report::style::{Role, Style};
use crate::session::{Outcome, Session};
use crate::workbook::{Exercise, Part};

/// The last level.
const LAST: usize = 3;

/// Prints what helps next, and what gives more.
pub fn run(session: &mut Session, options: &Hint) -> Result<Outcome, Failure> {
    let exercise = session.workbook.find(&options.id)?;
    let part = match &options.part {
        Some(name) => named(exercise, name)?,
        None => first_unsolved(exercise, &session.history),
    };
    let id = &exercise.id;
    let help = match options.level {
        Some(level) => Help::Level(level),
        None => next_help(exercise, part, &session.history),
    };
    let level = match help {
        Help::Check => {
            print!("{}", check_first(exercise, part, session.style));
            return Ok(Outcome::AllPass);
        }
        Help::Finding(found) => {
            print!("{}", finding(exercise, part, &found, session.style));
            0
        }
        Help::Level(level) => {
            print!("{}", hint(exercise, part, level, session.style));
            level
        }
    };
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

/// What helps next.
enum Help {
    /// A measurement.
    Check,
    /// What the measurement found.
    Finding(Found),
    /// The exercise's own hint of this level.
    Level(usize),
}

/// A hint is worth more after a measurement: it comes first, then what it found,
/// then the hints of the exercise.
fn next_help(exercise: &Exercise, part: &Part, history: &History) -> Help {
    let shown = history.hint_level(&exercise.id, &part.name);
    let is_measured = history.attempts(&exercise.id).next().is_some();
    if !part.budget.is_empty() && !is_measured && shown == 0 {
        return Help::Check;
    }
    match history.fresh_finding(&exercise.id, &part.name) {
        Some(found) => Help::Finding(found.clone()),
        None => Help::Level((shown + 1).min(LAST)),
    }
}

fn check_first(exercise: &Exercise, part: &Part, style: Style) -> String {
    let id = &exercise.id;
    let text = format!(
        "Nothing was measured yet. A check tells which line costs most; then `hint` begins \
         with that line: cargo xtask check {id}"
    );
    format!(
        "{}\n{}\n\n{}\n\n  The first hint without it: cargo xtask hint {id} --part {} --level 1\n",
        style.paint(Role::Strong, format!("{id}, {}", part.name)),
        style.wrap("  task: ", &part.task),
        style.wrap("  ", &text),
        part.name,
    )
}

fn finding(exercise: &Exercise, part: &Part, found: &Found, style: Style) -> String {
    let id = &exercise.id;
    let line = match found.line {
        Some(line) => format!("line {line}"),
        None => "outside of your file".to_owned(),
    };
    let head = format!(
        "{id}, {}: what the latest check found to cost most",
        part.name
    );
    let text = format!(
        "{line}: {} for {}: {}",
        found.cost, found.size, found.sentence
    );
    let remedy = format!("{} (book/src/{})", found.remedy, found.chapter);
    format!(
        "{}\n{}\n\n{}\n{}\n\n  more: cargo xtask hint {id} --part {}\n",
        style.paint(Role::Strong, head),
        style.wrap("  task: ", &part.task),
        style.wrap("  ", &text),
        style.wrap("  ", &remedy),
        part.name,
    )
}

fn hint(exercise: &Exercise, part: &Part, level: usize, style: Style) -> String {
    let id = &exercise.id;
    let head = format!("{id}, {}, hint {level} of {LAST}", part.name);
    let more = if level < LAST {
        format!(
            "  more: cargo xtask hint {id} --part {} --level {}",
            part.name,
            level + 1
        )
    } else {
        format!("  This is the last hint. The reference: cargo xtask solution {id} --force")
    };
    format!(
        "{}\n{}\n\n{}\n\n{more}\n",
        style.paint(Role::Strong, head),
        style.wrap("  task: ", &part.task),
        style.wrap("  ", &part.hints[level - 1]),
    )
}

fn named<'e>(exercise: &'e Exercise, name: &str) -> Result<&'e Part, Failure> {
    exercise.part(name).ok_or_else(|| {
        let names: Vec<&str> = exercise
            .parts
            .iter()
            .map(|part| part.name.as_str())
            .collect();
        Failure::new(format!("{} has no part `{name}`", exercise.id))
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
