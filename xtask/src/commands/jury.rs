//! `jury`: hands its words to the crate `jury`.

use super::command::Command;
use super::crates::{JURY, define_words};

/// Grades files that a reviewer judged.
pub const COMMAND: Command = Command {
    name: "jury",
    define: |command| {
        define_words(command.about("For authors: grade files that a reviewer judged, and compare"))
    },
    read: |matches| JURY.read(matches),
};
