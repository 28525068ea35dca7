//! The prompt and the watcher: `cargo xtask shell` and `cargo xtask watch`.
//! In: a command line, then lines or saves and keys. Out: what the commands of
//! `cargo xtask` print; they run in this process.

mod commands;
mod raw;
mod shell;
mod signals;
mod watch;

use std::process::ExitCode;

use xtask::failure::Failure;
use xtask::flags::{self, Command, Flags};
use xtask::session::Session;

use commands::Code;

fn main() -> ExitCode {
    xtask::end_with_the_reader();
    let flags = flags::read();
    // Not even a fault of this program shows a learner a stack trace.
    std::panic::set_hook(Box::new(|panic| {
        eprintln!("error: a fault in the runner itself, not in your code: {panic}");
    }));
    let code = match std::panic::catch_unwind(|| run(&flags)) {
        Ok(Ok(code)) => code,
        Ok(Err(failure)) => {
            eprintln!("error: {failure}");
            Code::CouldNotWork
        }
        Err(_) => Code::CouldNotWork,
    };
    code.into()
}

fn run(flags: &Flags) -> Result<Code, Failure> {
    match &flags.command {
        Some(Command::Watch(options)) => watch::run(flags.color, options),
        Some(Command::Shell) => shell::run(flags.color),
        other => {
            let mut session = Session::open(flags.color)?;
            xtask::run(&mut session, other.as_ref()).map(Code::from)
        }
    }
}
