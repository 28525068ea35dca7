//! `cargo xtask …`. In: a command line. Out: text or JSON, and an exit code: 0 all
//! pass, 1 something did not pass, 2 the command could not work.

use std::panic::AssertUnwindSafe;
use std::process::ExitCode;

use xtask::command_line::CommandLine;
use xtask::failure::Failure;
use xtask::session::{Outcome, Session};

fn main() -> ExitCode {
    xtask::end_with_the_reader();
    let command_line = CommandLine::read();
    // Not even a fault of the runner shows a learner a stack trace.
    std::panic::set_hook(Box::new(|panic| {
        eprintln!("error: a fault in the runner itself, not in your code: {panic}");
    }));
    match std::panic::catch_unwind(AssertUnwindSafe(|| run(&command_line))) {
        Ok(Ok(outcome)) => outcome.into(),
        Ok(Err(failure)) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
        Err(_) => ExitCode::from(2),
    }
}

fn run(command_line: &CommandLine) -> Result<Outcome, Failure> {
    command_line.run(&mut Session::open(command_line.colour)?)
}
