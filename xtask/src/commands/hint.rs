//! `hint`: help in three levels. First the line that the latest check found to cost most,
//! and a question; then the idea, and where the book tells of it; then nearly the code.

use clap::ArgMatches;
use clap::builder::RangedU64ValueParser;
use explain::finding::{self, About};

use super::command::{Command, Run};
use crate::failure::Failure;
use crate::flags::{id, text, value};
use crate::learner::event::{Event, Found, Measured, Worded};
use crate::learner::history::History;
use crate::pipe::grade::Verdict;
use crate::report::face::{Face, Wish};
use crate::report::style::{Role, counted};
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
        Some(name) => Some(named(exercise, name)?),
        None => first_unsolved(exercise, &session.history),
    };
    let history = &session.history;
    let wanted = match (part, options.level) {
        (None, None) => {
            session.face.print(&nothing_left(session, exercise));
            return Ok(Outcome::AllPass);
        }
        (Some(part), None) if is_solved(exercise, part, history) => {
            session.face.print(&nothing_left(session, exercise));
            return Ok(Outcome::AllPass);
        }
        (_, level) => level,
    };
    let part = part.unwrap_or(&exercise.parts[0]);
    let Some(level) = wanted.or_else(|| next_level(session, exercise, part)) else {
        session.face.print(&check_first(session, exercise, part));
        return Ok(Outcome::AllPass);
    };
    session.face.print(&hint(session, exercise, part, level));
    let event = Event::Hint {
        id: exercise.id.clone(),
        part: part.name.clone(),
        level,
    };
    if let Err(failure) = session.history.add(event) {
        session.face.warn(&format!(
            "the next `hint` will show this one again: {failure}"
        ));
    }
    Ok(Outcome::AllPass)
}

/// The next level; none where a measurement is worth more than a hint.
fn next_level(session: &Session, exercise: &Exercise, part: &Part) -> Option<usize> {
    let history = &session.history;
    let shown = history.hint_level(&exercise.id, &part.name);
    let is_measured = history.attempts(&exercise.id).next().is_some();
    // The watcher measures by itself.
    let is_asked = matches!(session.face, Face::CommandLine);
    let measure_first = is_asked && !part.budget.is_empty() && !is_measured && shown == 0;
    (!measure_first).then_some((shown + 1).min(LAST))
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
    let about = About {
        items: Some(*items),
        ..part.about()
    };
    let finding = finding::again(rule, call, cost, Some(*growth), &about)?;
    Some(Worded {
        line: *line,
        cost: figure(*charge, cost),
        size: counted(*items as u64, &part.item),
        sentence: finding.sentence,
        remedy: finding.remedy,
        chapter: finding.chapter,
    })
}

fn nothing_left(session: &Session, exercise: &Exercise) -> String {
    let id = &exercise.id;
    let latest = session.history.latest(id);
    if latest.is_some_and(|latest| latest.verdict != Verdict::Pass) {
        let text = format!(
            "All parts of {id} passed when they were run last, and the latest check did not come \
             to run: mend what it says."
        );
        return session.style.wrap("", &text) + "\n";
    }
    let text = format!("{id} passes, so no hint is left.");
    let next = format!("next: {}", session.face.how(Wish::Solution(id)));
    let style = session.style;
    format!("{}\n{}\n", style.wrap("", &text), style.wrap_below(&next))
}

fn check_first(session: &Session, exercise: &Exercise, part: &Part) -> String {
    let id = &exercise.id;
    let style = session.style;
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

/// A hint: where to look and a question; then the idea, and where to read of it; then
/// nearly the code.
fn hint(session: &Session, exercise: &Exercise, part: &Part, level: usize) -> String {
    let style = session.style;
    let found = session.history.finding(&exercise.id, &part.name);
    let found = found.and_then(|found| in_words(found, part));
    let head = format!("{}, {}, hint {level} of {LAST}", exercise.id, part.name);
    let mut out = format!("{}\n", style.paint(Role::Strong, head));
    out += &format!("{}\n", style.wrap("  task: ", &part.task));
    if let Some(found) = &found {
        out += &format!("{}\n", style.wrap("  ", &line(found)));
    }
    if let Some(first) = first_of_all(exercise, part, &session.history) {
        out += &format!("{}\n", style.wrap("  ", first));
    }
    out += &format!("\n{}\n", style.wrap("  ", &part.hints[level - 1]));
    if level == IDEA {
        if let Some(found) = &found {
            out += &format!("{}\n", style.wrap("  ", &sentence(&found.remedy)));
        }
        let page = exercise.page();
        let own = part.section.as_ref().unwrap_or(&page);
        let section = found.as_ref().map_or(own, |found| &found.chapter);
        out += &format!("\n  read: {}\n", session.workbook.reading().link(section));
    }
    out + "\n" + &style.wrap_below(&more(session, exercise, part, level)) + "\n"
}

/// The level that names the idea.
const IDEA: usize = 2;

/// What the latest check found to cost most.
fn line(found: &Worded) -> String {
    let line = match found.line {
        Some(line) => format!("line {line}"),
        None => "outside of your file".to_owned(),
    };
    let Worded {
        cost,
        size,
        sentence,
        ..
    } = found;
    format!("{line}: {cost} for {size}: {sentence}")
}

/// Begun with a capital letter, and ended with a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    let end = match text.ends_with(['.', '?', ')']) {
        true => "",
        false => ".",
    };
    format!("{}{}{end}", first.unwrap_or_default(), letters.as_str())
}

/// How to get the next one.
fn more(session: &Session, exercise: &Exercise, part: &Part, level: usize) -> String {
    let id = &exercise.id;
    if level == LAST {
        return format!(
            "This is the last hint; `--level 1` shows the first again. The reference: cargo xtask \
             solution {id} --force"
        );
    }
    let wish = Wish::Hint {
        id,
        part: Some(&part.name),
    };
    format!("more: {}", session.face.how(wish))
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

/// How a part did at the latest check in which it was run: code that does not compile says
/// nothing of its parts.
fn verdict(exercise: &Exercise, part: &Part, history: &History) -> Option<Verdict> {
    let mut attempts = history.attempts(&exercise.id);
    let ran = attempts.rfind(|attempt| !attempt.parts.is_empty())?;
    Some(ran.parts.get(&part.name)?.verdict)
}

fn is_solved(exercise: &Exercise, part: &Part, history: &History) -> bool {
    verdict(exercise, part, history) == Some(Verdict::Pass)
}

/// The first part that did not pass; none where all did.
fn first_unsolved<'e>(exercise: &'e Exercise, history: &History) -> Option<&'e Part> {
    let mut parts = exercise.parts.iter();
    parts.find(|part| !is_solved(exercise, part, history))
}

/// What is to be done before a hint is of use, if anything is.
fn first_of_all(exercise: &Exercise, part: &Part, history: &History) -> Option<&'static str> {
    let latest = history.latest(&exercise.id)?;
    if latest.parts.is_empty() {
        return Some("The latest check did not come to run. First mend what it says.");
    }
    match verdict(exercise, part, history)? {
        Verdict::WrongAnswer if !part.budget.is_empty() => {
            Some("The answer is wrong at the moment. First mend that: the check shows an input.")
        }
        Verdict::Panicked => {
            Some("It panics at the moment. First mend that: the check shows where.")
        }
        _ => None,
    }
}
