//! `hint`: first what the latest check found to cost most, then help in three
//! levels, from where to look to nearly the code.

use clap::ArgMatches;
use clap::builder::RangedU64ValueParser;
use explain::finding;

use super::command::{Command, Run};
use crate::failure::Failure;
use crate::flags::{id, text, value};
use crate::learner::event::{Event, Found, Measured, Worded};
use crate::learner::history::History;
use crate::pipe::grade::Verdict;
use crate::report::style::{Role, Style, counted};
use crate::report::words::figure;
use crate::session::{Outcome, Session};
use crate::workbook::{Exercise, Part};

/// The last level.
const LAST: usize = 3;

/// Helps with a part.
pub const COMMAND: Command = Command::new("hint", define, read);

struct Options {
    id: String,
    /// None means the first one that does not pass yet.
    part: Option<String>,
    /// 1 to 3; none means the next one.
    level: Option<usize>,
}

fn define(command: clap::Command) -> clap::Command {
    let levels = RangedU64ValueParser::<usize>::new().range(1..=LAST as u64);
    command
        .about("Show a hint; the next level each time")
        .arg(id())
        .arg(value(
            "part",
            "NAME",
            "The part; without it, the first one that does not pass yet",
        ))
        .arg(
            value(
                "level",
                "1..3",
                "From 1, where to look, to 3, nearly the code",
            )
            .value_parser(levels),
        )
}

fn read(matches: &ArgMatches) -> Run {
    let options = Options {
        id: text(matches, "id"),
        part: matches.get_one("part").cloned(),
        level: matches.get_one("level").copied(),
    };
    Box::new(move |session| run(session, &options))
}

/// Prints what helps next, and what gives more.
fn run(session: &mut Session, options: &Options) -> Result<Outcome, Failure> {
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
            print!("{}", finding_text(exercise, part, &found, session.style));
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
    Finding(Worded),
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
    let found = history.fresh_finding(&exercise.id, &part.name);
    match found.and_then(|found| in_words(found, part)) {
        Some(found) => Help::Finding(found),
        None => Help::Level((shown + 1).min(LAST)),
    }
}

/// A finding in words; none if its rule is not known any more.
fn in_words(found: &Found, part: &Part) -> Option<Worded> {
    let Measured {
        rule,
        line,
        call,
        charge,
        items,
        cost,
        growth,
    } = match found {
        Found::Worded(words) => return Some(words.clone()),
        Found::Measured(measured) => measured,
    };
    let finding = finding::again(rule, call, cost, Some(*growth), &part.item)?;
    Some(Worded {
        line: *line,
        cost: figure(*charge, cost),
        size: counted(*items as u64, &part.item),
        sentence: finding.sentence,
        remedy: finding.remedy.to_owned(),
        chapter: finding.chapter.to_owned(),
    })
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

fn finding_text(exercise: &Exercise, part: &Part, found: &Worded, style: Style) -> String {
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
