//! `book`: hands its words to the crate `site`.

use super::command::Command;
use super::crates::{SITE, define_words};

/// Builds, opens, serves, measures or tests the book.
pub const COMMAND: Command = Command {
    name: "book",
    define: |command| define_words(command.about("The book: build, open, serve, measure, test")),
    read: |matches| SITE.read(matches),
};
