//! What a command is. In: clap's command of its name, then what was matched. Out: its
//! help and options, then what is to be run.

use clap::ArgMatches;

use crate::failure::Failure;
use crate::session::{Outcome, Session};

/// A command with its options, to be run once.
pub type Run = Box<dyn FnOnce(&mut Session) -> Result<Outcome, Failure>>;

/// One command of `cargo xtask`.
pub struct Command {
    /// The word that is typed.
    pub name: &'static str,
    /// Adds help and options, which are written with clap's builder: its derive macro
    /// would cost every learner several seconds of compiling before the first grade.
    pub define: fn(clap::Command) -> clap::Command,
    /// Reads the options.
    pub read: fn(&ArgMatches) -> Run,
}

impl Command {
    /// From its parts.
    pub const fn new(
        name: &'static str,
        define: fn(clap::Command) -> clap::Command,
        read: fn(&ArgMatches) -> Run,
    ) -> Self {
        Command { name, define, read }
    }
}
