//! `verify`: for authors. Every exercise keeps the rules of the workbook.
//!
//! A starter must fail, by a factor of two, and a solution must pass. Counts
//! must be the same in every run, and in both passes. Both must answer for no item, and
//! for one. Files that a reviewer judged get the same verdict from the grader: the crate
//! `jury` tries them.

mod edges;
mod passes;
mod windows;

use std::ffi::OsString;
use std::fs;
use std::thread;

use clap::ArgMatches;

use self::passes::Sizes;
use self::windows::{author_word, limits, parts, said, windows};
use super::command::{Command, Run};
use super::crates::JURY;
use crate::failure::Failure;
use crate::flags::{self, ids, texts};
use crate::pipe::build::Colour;
use crate::pipe::case::{ExerciseGrade, Extras};
use crate::pipe::explain::Explain;
use crate::pipe::grade::{PartGrade, Verdict};
use crate::pipe::lock::TargetLock;
use crate::pipe::manifest;
use crate::pipe::progress::{Progress, WindowCounter};
use crate::pipe::source;
use crate::pipe::stage::{Author, Submission};
use crate::pipe::weigh::Window;
use crate::pipe::workers;
use crate::pipe::{self, Order};
use crate::profilers::valgrind;
use crate::report::progress::{Bar, Show};
use crate::report::style::{Role, counted, number};
use crate::report::words::function_name;
use crate::session::{Outcome, Session};
use crate::workbook::{Exercise, Quantity};

/// How many times its budget a wrong idea must cost at the largest size.
const GAP: u64 = 2;

/// Checks the rules of the workbook.
pub const COMMAND: Command = Command::new("verify", define, read);

/// How often a window is weighed, unless somebody says.
const RUNS: usize = 3;

/// The same with `--all`.
pub const RUNS_OF_ALL: usize = 100;

/// How many inputs are tried with `--all`.
const INPUTS_OF_ALL: usize = 5;

/// What is checked, and how thoroughly.
pub struct Options {
    /// Ids, names, or their beginnings. None means all.
    pub ids: Vec<String>,
    /// How often every window is weighed.
    pub runs: usize,
    /// What is tried besides.
    pub scope: Scope,
}

/// How much is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One input, and the passes at the smallest size.
    Usual,
    /// Several inputs, the passes at every size, and valgrind on every window.
    All,
}

fn define(command: clap::Command) -> clap::Command {
    command
        .about("For authors: check that every exercise keeps the rules of the workbook")
        .arg(ids("Ids, names, or their beginnings. None means all"))
        .arg(flags::runs(
            "How often every window is weighed to see that its counts stay the same [default: 3; \
             with --all: 100]",
        ))
        .arg(flags::flag(
            "all",
            "Try more, for minutes: five inputs, every size, and every window under valgrind",
        ))
}

fn read(matches: &ArgMatches) -> Run {
    let (scope, usual) = match matches.get_flag("all") {
        true => (Scope::All, RUNS_OF_ALL),
        false => (Scope::Usual, RUNS),
    };
    let options = Options {
        ids: texts(matches, "ids"),
        runs: matches.get_one("runs").copied().unwrap_or(usual),
        scope,
    };
    Box::new(move |session| run(session, &options))
}

/// One input, and what is tried on it.
struct Round {
    seed: u64,
    runs: usize,
    sizes: Sizes,
    valgrind: Valgrind,
}

/// Whether valgrind looks at every window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Valgrind {
    Looks,
    Rests,
}

/// Checks the exercises, and prints what is wrong with each.
pub fn run(session: &Session, options: &Options) -> Result<Outcome, Failure> {
    let exercises = session.workbook.select(&options.ids)?;
    let rounds = rounds(options)?;
    let progress = Bar::new(Show::OnTerminal);
    let lock = TargetLock::take(&session.target, &progress, &session.interrupt)?;
    let mut outcome = Outcome::AllPass;
    for round in &rounds {
        if verify(session, &exercises, round, &lock, &progress)? == Outcome::SomethingFails {
            outcome = Outcome::SomethingFails;
        }
        let runs = counted(round.runs as u64, "run");
        let seed = round.seed;
        progress.print(&format!(
            "verified with seed {seed}, {runs} of every window\n"
        ));
    }
    // It takes the lock itself.
    drop(lock);
    if jury(session, options)? == Outcome::SomethingFails {
        outcome = Outcome::SomethingFails;
    }
    Ok(outcome)
}

/// Grades files that a reviewer judged, if there are any: a sample, or all of them.
fn jury(session: &Session, options: &Options) -> Result<Outcome, Failure> {
    if !session.workbook.root.join("xtask/tests/jury").is_dir() {
        return Ok(Outcome::AllPass);
    }
    let mut words: Vec<OsString> = options.ids.iter().map(OsString::from).collect();
    if options.scope == Scope::All {
        words.push("--all".into());
    }
    JURY.run(session, words)
}

/// What is tried, one input after the other.
fn rounds(options: &Options) -> Result<Vec<Round>, Failure> {
    let round = |sizes, valgrind| Round {
        seed: u64::from(fastrand::u32(..)),
        runs: options.runs,
        sizes,
        valgrind,
    };
    if options.scope == Scope::Usual {
        return Ok(vec![round(Sizes::Smallest, Valgrind::Rests)]);
    }
    // What valgrind is there for does not depend on the input: one is enough.
    let mut rounds = vec![round(Sizes::All, valgrind_here()?)];
    rounds.extend((1..INPUTS_OF_ALL).map(|_| round(Sizes::All, Valgrind::Rests)));
    Ok(rounds)
}

/// Where valgrind is missing, this says so; with `CI=true` it is an error, since nobody
/// reads there what a check that passes says.
fn valgrind_here() -> Result<Valgrind, Failure> {
    if valgrind::is_installed() {
        return Ok(Valgrind::Looks);
    }
    let what = "valgrind is not installed";
    let next = "Debian: apt-get install valgrind";
    if std::env::var("CI").is_ok_and(|ci| ci == "true") {
        return Err(Failure::new(format!("{what}, and with CI=true it must be")).next(next));
    }
    println!("SKIPPED: the windows under valgrind: {what} ({next})");
    Ok(Valgrind::Rests)
}

/// Checks the exercises with one input.
fn verify(
    session: &Session,
    exercises: &[&Exercise],
    round: &Round,
    lock: &TargetLock,
    progress: &Bar,
) -> Result<Outcome, Failure> {
    let seed = round.seed;
    let graded = |author| grades(session, exercises, author, seed, lock, progress);
    let starters = graded(&Author::Starter)?;
    let solutions = graded(&Author::Reference)?;
    let again = starters.iter().chain(&solutions);
    let again = again.map(|grade| windows(session, grade, seed).len() * round.runs);
    let counter = WindowCounter::new(progress, again.sum());
    let mut outcome = Outcome::AllPass;
    for ((exercise, starter), solution) in exercises.iter().zip(&starters).zip(&solutions) {
        let mut wrong = files(session, exercise);
        wrong.extend(starter_is_red(starter));
        wrong.extend(passes::starter_is_explained(starter));
        wrong.extend(solution_is_green(solution));
        wrong.extend(edges::hold(session, starter, solution, seed)?);
        for grade in [starter, solution] {
            wrong.extend(steady(session, grade, seed, round.runs, &counter)?);
            wrong.extend(passes::agree(session, grade, seed, round.sizes));
        }
        if round.valgrind == Valgrind::Looks {
            wrong.extend(under_valgrind(session, [starter, solution], seed)?);
        }
        session.interrupt.check()?;
        if !wrong.is_empty() {
            outcome = Outcome::SomethingFails;
        }
        progress.print(&told(session, exercise, &wrong));
    }
    Ok(outcome)
}

/// What valgrind says against these, one beside the other: it uses one core at a time.
fn under_valgrind(
    session: &Session,
    grades: [&ExerciseGrade<'_>; 2],
    seed: u64,
) -> Result<Vec<String>, Failure> {
    let said = thread::scope(|scope| {
        let looks = |grade| scope.spawn(move || passes::valgrind_agrees(session, grade, seed));
        grades.map(looks).map(|look| match look.join() {
            Ok(said) => said,
            Err(panic) => std::panic::resume_unwind(panic),
        })
    });
    let mut wrong = Vec::new();
    for what in said {
        wrong.extend(what?);
    }
    Ok(wrong)
}

/// What is said of an exercise.
fn told(session: &Session, exercise: &Exercise, wrong: &[String]) -> String {
    let style = session.style;
    if wrong.is_empty() {
        return format!("{}   {}\n", style.paint(Role::Good, "ok"), exercise.name);
    }
    let mut text = format!("{} {}\n", style.paint(Role::Bad, "BAD"), exercise.name);
    for what in wrong {
        text += &style.wrap("    - ", what);
        text += "\n";
    }
    text
}

fn grades<'s>(
    session: &'s Session,
    exercises: &[&'s Exercise],
    author: &Author,
    seed: u64,
    lock: &TargetLock,
    progress: &dyn Progress,
) -> Result<Vec<ExerciseGrade<'s>>, Failure> {
    let submissions = exercises
        .iter()
        .map(|exercise| Submission {
            exercise,
            author: author.clone(),
        })
        .collect();
    let order = Order {
        colour: Colour::Plain,
        extras: Extras {
            explain: match author {
                Author::Starter => Explain::Failures,
                _ => Explain::Nothing,
            },
            ..Extras::none()
        },
        ..session.order(submissions, seed)?
    };
    let mut grades = Vec::new();
    pipe::run(&order, lock, progress, |grade| grades.push(grade))?;
    Ok(grades)
}

/// What must lie beside an exercise.
fn files(session: &Session, exercise: &Exercise) -> Vec<String> {
    let workbook = &session.workbook;
    let mut wrong = Vec::new();
    for author in [Author::Starter, Author::Reference] {
        let path = author.source(workbook, exercise);
        wrong.extend(source::check(&path, &workbook.shown(&path)).err());
    }
    let manifest = workbook.solution_folder(exercise).join("Cargo.toml");
    if !manifest.is_file() {
        wrong.push(format!("{} is missing", workbook.shown(&manifest)));
    }
    for what in manifest::changes(workbook, exercise) {
        wrong.push(format!(
            "{what} is not the same in the `Cargo.toml` of the exercise and in {}",
            workbook.shown(&manifest)
        ));
    }
    let chapter = workbook.shown(&exercise.chapter);
    match fs::read_to_string(&exercise.chapter) {
        Err(_) => wrong.push(format!("the chapter {chapter} is missing: write it")),
        Ok(text) if !text.contains(&format!("cargo xtask check {}", exercise.id)) => {
            wrong.push(format!(
                "the chapter {chapter} does not name its exercise: add \
                 `cargo xtask check {}`",
                exercise.id
            ));
        }
        Ok(_) => {}
    }
    let solution = Author::Reference.source(workbook, exercise);
    let text = fs::read_to_string(solution).unwrap_or_default();
    for part in &exercise.parts {
        if !declares(&text, &part.signature) {
            wrong.push(format!(
                "{}: the solution does not declare `{}`: correct `signature`",
                part.name, part.signature
            ));
        }
    }
    wrong
}

/// Whether the text declares this function, line breaks and blanks aside.
fn declares(text: &str, signature: &str) -> bool {
    let dense = |text: &str| {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        // rustfmt ends a list over several lines with a comma.
        text.replace(",)", ")").replace(",>", ">")
    };
    function_name(signature).is_some() && dense(text).contains(&dense(signature))
}

fn starter_is_red(grade: &ExerciseGrade<'_>) -> Vec<String> {
    let mut wrong = compiles_clean(grade, "starter");
    for (part, graded) in parts(grade) {
        let expected = if part.budget.is_empty() {
            Verdict::WrongAnswer
        } else {
            Verdict::OverBudget
        };
        if graded.verdict != expected {
            wrong.push(format!(
                "{}: expected the starter to be {}, found {}",
                part.name,
                expected.word(),
                graded.verdict.word()
            ));
        } else if !part.budget.is_empty() && !has_gap(graded) {
            wrong.push(format!(
                "{}: at the largest size the starter costs less than {GAP} times its budget: {}",
                part.name,
                costs(graded)
            ));
        }
    }
    wrong
}

fn has_gap(grade: &PartGrade) -> bool {
    grade.largest().is_some_and(|window| {
        let Some(counts) = &window.counts else {
            return false;
        };
        window
            .allowed
            .iter()
            .any(|(quantity, allowed)| quantity.of(counts) >= GAP * allowed)
    })
}

fn costs(grade: &PartGrade) -> String {
    let Some(window) = grade.largest() else {
        return "nothing was measured".to_owned();
    };
    let counts = window.counts.unwrap_or_default();
    let cost = |(quantity, allowed): &(Quantity, u64)| {
        format!(
            "{} of {} {quantity}",
            number(quantity.of(&counts)),
            number(*allowed)
        )
    };
    window
        .allowed
        .iter()
        .map(cost)
        .collect::<Vec<_>>()
        .join(", ")
}

fn solution_is_green(grade: &ExerciseGrade<'_>) -> Vec<String> {
    let mut wrong = compiles_clean(grade, "solution");
    for (part, graded) in parts(grade) {
        if graded.verdict != Verdict::Pass {
            wrong.push(format!(
                "{}: expected the solution to pass, found {}: {}",
                part.name,
                graded.verdict.word(),
                costs(graded)
            ));
        }
    }
    wrong
}

fn compiles_clean(grade: &ExerciseGrade<'_>, whose: &str) -> Vec<String> {
    let said = |d: &crate::pipe::compiled::Diagnostic| {
        format!("the compiler on the {whose}: {}", d.rendered)
    };
    let mut wrong: Vec<String> = grade.diagnostics.iter().map(said).collect();
    if grade.parts.is_empty() && wrong.is_empty() {
        let why = grade.trouble.as_deref().unwrap_or("for an unknown reason");
        wrong.push(format!("the {whose} was not graded: {why}"));
    }
    wrong
}

/// Every window gives the same counts each time.
fn steady(
    session: &Session,
    grade: &ExerciseGrade<'_>,
    seed: u64,
    runs: usize,
    counter: &WindowCounter<'_>,
) -> Result<Vec<String>, Failure> {
    let windows = windows(session, grade, seed);
    let repeated: Vec<Window> = windows
        .iter()
        .flat_map(|window| std::iter::repeat_n(window.clone(), runs))
        .collect();
    let results = workers::weigh_all(&repeated, &limits(session), || counter.add())?;
    let varying = windows
        .iter()
        .zip(results.chunks(runs))
        .filter_map(|(window, results)| {
            let first = results.first().map(said);
            let other = results
                .iter()
                .map(said)
                .find(|other| Some(other) != first.as_ref())?;
            Some(format!(
                "{} ({}), {} items: counts vary between runs: {}; {other}",
                window.part,
                author_word(&grade.author),
                window.items,
                first.unwrap_or_default()
            ))
        });
    Ok(varying.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_compared_without_their_layout() {
        let text = "pub fn find(\n    a: &str,\n    b: u8,\n) -> Option<u8> {\n";
        assert!(declares(text, "pub fn find(a: &str, b: u8) -> Option<u8>"));
        assert!(!declares(text, "pub fn find(a: &str) -> Option<u8>"));
        assert!(!declares(text, "find"));
    }
}
