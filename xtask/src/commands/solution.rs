//! `solution`: the reference, as changes to the learner's file.

use std::fs;

use clap::ArgMatches;
use similar::{ChangeTag, TextDiff};

use super::command::{Command, Run};
use crate::failure::Failure;
use crate::flags::{flag, id, text};
use crate::pipe::grade::Verdict;
use crate::pipe::stage::Author;
use crate::report::style::{Role, Style};
use crate::session::{Outcome, Session};
use crate::text::tame;

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
        println!("{id} does not pass yet. A hint may be enough: cargo xtask hint {id}");
        println!("To see the solution all the same: cargo xtask solution {id} --force");
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
    print!(
        "{}",
        changes(&your_text, &their_text, &names, session.style)
    );
    Ok(Outcome::AllPass)
}

/// A unified diff that turns `yours` into `theirs`.
fn changes(yours: &str, theirs: &str, names: &[String; 2], style: Style) -> String {
    if yours == theirs {
        return format!("{} and {} are the same.\n", names[0], names[1]);
    }
    let diff = TextDiff::from_lines(yours, theirs);
    let mut out = format!(
        "{}\n{}\n",
        style.paint(Role::Bad, format!("--- {}", names[0])),
        style.paint(Role::Good, format!("+++ {}", names[1]))
    );
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        out += &format!("{}\n", style.paint(Role::Frame, hunk.header()));
        for change in hunk.iter_changes() {
            let line = tame(change.value().trim_end_matches(['\n', '\r']));
            out += &match change.tag() {
                ChangeTag::Delete => style.paint(Role::Bad, format!("-{line}")),
                ChangeTag::Insert => style.paint(Role::Good, format!("+{line}")),
                ChangeTag::Equal => format!(" {line}"),
            };
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_changes() {
        let names = ["yours".to_owned(), "theirs".to_owned()];
        let text = changes("a\nb\nc\n", "a\nB\nc\n", &names, Style::plain());
        assert_eq!(
            text,
            "--- yours\n+++ theirs\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"
        );
        let same = changes("a\n", "a\n", &names, Style::plain());
        assert_eq!(same, "yours and theirs are the same.\n");
    }
}
