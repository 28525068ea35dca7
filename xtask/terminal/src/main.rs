//! The prompt and the watcher: `cargo xtask shell` and `cargo xtask watch`.
//! In: a command line, then lines or saves and keys. Out: what the commands of
//! `cargo xtask` print; they run in this process.

mod commands;
mod raw;
mod shell;
mod signals;
mod watch;

use std::process::ExitCode;

use xtask::command_line::{CommandLine, Interactive};
use xtask::failure::Failure;
use xtask::program;
use xtask::session::Session;

use commands::Code;

fn main() -> ExitCode {
    program::run("the runner itself, not in your code", || {
        run(&CommandLine::read())
    })
}

fn run(command_line: &CommandLine) -> Result<Code, Failure> {
    let colour = command_line.colour;
    match command_line.interactive() {
        Some(Interactive::Watch(options)) => watch::run(colour, &options),
        Some(Interactive::Shell) => shell::run(colour),
        None => {
            let mut session = Session::open(colour)?;
            command_line.run(&mut session).map(Code::from)
        }
    }
}
