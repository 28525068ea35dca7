//! The prompt and the watcher: `cargo xtask shell` and `cargo xtask watch`.
//! In: a command line, then lines or saves and keys. Out: what the commands of
//! `cargo xtask` print; they run in this process.

mod commands;
mod raw;
mod shell;
mod signals;
mod watch;

use std::panic::AssertUnwindSafe;
use std::process::ExitCode;

use xtask::command_line::{CommandLine, Interactive};
use xtask::failure::Failure;
use xtask::session::Session;

use commands::Code;

fn main() -> ExitCode {
    xtask::end_with_the_reader();
    let command_line = CommandLine::read();
    // Not even a fault of this program shows a learner a stack trace.
    std::panic::set_hook(Box::new(|panic| {
        eprintln!("error: a fault in the runner itself, not in your code: {panic}");
    }));
    let code = match std::panic::catch_unwind(AssertUnwindSafe(|| run(&command_line))) {
        Ok(Ok(code)) => code,
        Ok(Err(failure)) => {
            eprintln!("error: {failure}");
            Code::CouldNotWork
        }
        Err(_) => Code::CouldNotWork,
    };
    code.into()
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
