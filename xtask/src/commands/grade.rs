//! `grade`: hands its words to the crate `class`.

use super::command::Command;
use super::crates::{CLASS, define_words};

/// Grades a class.
pub const COMMAND: Command = Command {
    name: "grade",
    define: |command| {
        define_words(
            command
                .about("For instructors: grade a class's files behind a fence, into a gradebook"),
        )
    },
    read: |matches| CLASS.read(matches),
};
