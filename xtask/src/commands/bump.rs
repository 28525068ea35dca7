//! `bump`: hands its words to the crate `site`, which measures anew what belongs to a
//! compiler. Nothing of it is compiled for learners.

use super::command::Command;
use super::crates::{SITE, define_words};

/// Brings the repository to another compiler.
pub const COMMAND: Command = Command {
    name: "bump",
    define: |command| {
        define_words(command.about("For maintainers: bring everything to another compiler"))
    },
    read: |matches| SITE.read_after(&["bump"], matches),
};
