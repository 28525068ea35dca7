//! `shell`: handed to the crate `terminal`.

use super::command::Command;
use super::crates::TERMINAL;

/// Reads commands from a prompt.
pub const COMMAND: Command = Command {
    name: "shell",
    define: |command| command.about("A prompt for these commands, with completion and history"),
    read: |_| Box::new(|session| TERMINAL.take_over(session, &["shell".into()])),
};
