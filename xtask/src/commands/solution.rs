//! `solution`: the reference, as changes to the learner's file; and what was measured, where
//! that is the answer.

use std::fs;

use clap::ArgMatches;

use super::command::{Command, Run};
use crate::failure::Failure;
use crate::flags::{flag, id, text};
use crate::pipe;
use crate::pipe::grade::Verdict;
use crate::pipe::lock::TargetLock;
use crate::pipe::stage::{Author, Submission};
use crate::report::answer;
use crate::report::changes::changes;
use crate::report::face::Wish;
use crate::report::progress::{Bar, Show};
use crate::session::{Outcome, Session};
use crate::workbook::{Exercise, Part, RightAnswer};

/// Shows the reference.
pub const COMMAND: Command = Command::new("solution", define, read);

struct Options {
    id: String,
    /// Show it before a pass.
    force: bool,
}

fn define(command: clap::Command) -> clap::Command {
    command
        .about("Show the reference solution, as changes to your file")
        .arg(id())
        .arg(flag("force", "Show it before you pass"))
}

fn read(matches: &ArgMatches) -> Run {
    let options = Options {
        id: text(matches, "id"),
        force: matches.get_flag("force"),
    };
    Box::new(move |session| run(session, &options))
}

/// Prints the changes, after a pass or with `--force`.
fn run(session: &Session, options: &Options) -> Result<Outcome, Failure> {
    let exercise = session.workbook.find(&options.id)?;
    let id = &exercise.id;
    let passed = session
        .history
        .best(id)
        .is_some_and(|best| best.verdict == Verdict::Pass);
    if !passed && !options.force {
        session.face.print(&format!(
            "{id} does not pass yet. A hint may be enough: {}\n\
             To see the solution all the same: cargo xtask solution {id} --force\n",
            session.face.how(Wish::Hint { id, part: None }),
        ));
        return Ok(Outcome::SomethingFails);
    }
    let yours = exercise.learner_file();
    let reference = Author::Reference.source(&session.workbook, exercise);
    let read = |path| fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error));
    let their_text = read(&reference)?;
    // A learner who lost their file still gets the solution, all of it new.
    let your_text = match yours.is_file() {
        true => read(&yours).unwrap_or_default(),
        false => String::new(),
    };
    let names = [
        session.workbook.shown(&yours),
        session.workbook.shown(&reference),
    ];
    let changes = changes(&your_text, &their_text, &names, session.style);
    session.face.print(&changes);
    if exercise.parts.iter().any(is_hidden) {
        session.face.print(&measured(session, exercise)?);
    }
    Ok(Outcome::AllPass)
}

/// Whether nobody is told the right answer before it was given.
fn is_hidden(part: &Part) -> bool {
    part.right_answer == RightAnswer::Hidden
}

/// What is right by measurement, here and now.
fn measured(session: &Session, exercise: &Exercise) -> Result<String, Failure> {
    let submission = Submission {
        exercise,
        author: Author::Reference,
    };
    let order = session.order(vec![submission], u64::from(fastrand::u32(..)))?;
    let progress = Bar::of(&session.face, Show::OnTerminal);
    let lock = TargetLock::take(order.target, &progress, &session.interrupt)?;
    let mut told = String::new();
    pipe::run(&order, &lock, &progress, |grade| {
        for (part, part_grade) in exercise.parts.iter().zip(&grade.parts) {
            let windows = part_grade.windows.iter();
            if let Some(measured) = windows
                .filter_map(|window| window.measured.as_ref())
                .next_back()
            {
                let first = format!("{} measured: ", part.name);
                told += &session.style.wrap(&first, &answer::measured(measured));
                told.push('\n');
            }
        }
    })?;
    Ok(told)
}
