//! `solution`: the reference, as changes to the learner's file.

use std::fs;

use clap::ArgMatches;

use super::command::{Command, Run};
use crate::failure::Failure;
use crate::flags::{flag, id, text};
use crate::pipe::grade::Verdict;
use crate::pipe::stage::Author;
use crate::report::changes::changes;
use crate::report::face::Wish;
use crate::session::{Outcome, Session};

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
    Ok(Outcome::AllPass)
}
