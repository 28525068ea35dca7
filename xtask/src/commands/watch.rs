//! `watch`: handed to the crate `terminal`, with its options.

use std::ffi::OsString;

use clap::{Arg, ArgMatches};

use super::command::Command;
use super::crates::TERMINAL;
use crate::failure::Failure;
use crate::flags::flag;
use crate::session::{Outcome, Session};

/// Grades an exercise each time its file is saved.
pub const COMMAND: Command = Command {
    name: "watch",
    define,
    read: |matches| {
        let options = Watch::of(matches);
        Box::new(move |session| run(session, &options))
    },
};

/// Options of `watch`.
#[derive(Debug)]
pub struct Watch {
    /// Id, name, or its beginning; without it, the first exercise that does not
    /// pass yet.
    pub id: Option<String>,
    /// How changes are noticed.
    pub notice: Notice,
}

/// How changes of a file are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The system tells, where it can.
    Told,
    /// The file is looked at again and again.
    Polled,
}

fn define(command: clap::Command) -> clap::Command {
    command
        .about("Grade an exercise each time you save it")
        .arg(Arg::new("id").value_name("ID").help(
            "Id, name, or its beginning; without it, the first exercise that does not pass yet",
        ))
        .arg(flag(
            "poll",
            "Look at the file again and again, for folders that cannot tell of changes",
        ))
}

impl Watch {
    /// What was matched.
    pub fn of(matches: &ArgMatches) -> Self {
        Watch {
            id: matches.get_one("id").cloned(),
            notice: match matches.get_flag("poll") {
                true => Notice::Polled,
                false => Notice::Told,
            },
        }
    }
}

fn run(session: &Session, options: &Watch) -> Result<Outcome, Failure> {
    // A name that nothing has is told before anything is compiled.
    if let Some(id) = &options.id {
        session.workbook.find(id)?;
    }
    let mut words = vec![OsString::from("watch")];
    words.extend(options.id.iter().map(OsString::from));
    if options.notice == Notice::Polled {
        words.push("--poll".into());
    }
    TERMINAL.take_over(session, &words)
}
