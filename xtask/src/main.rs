//! The runner: `cargo xtask …`. In: a command line. Out: text or JSON, and an
//! exit code: 0 all pass, 1 something did not pass, 2 the command could not work.

mod answer;
mod build;
mod commands;
mod failure;
mod flags;
mod grade;
mod grading;
mod growth;
mod history;
mod pipeline;
mod process;
mod queue;
mod report;
mod session;
mod source;
mod stage;
mod weigh;
mod workbook;
mod workers;

use std::process::ExitCode;

use failure::Failure;
use flags::{Command, Flags};
use session::{Outcome, Session};

fn main() -> ExitCode {
    process::end_with_the_reader();
    let flags = flags::read();
    // Not even a fault of the runner shows a learner a stack trace.
    std::panic::set_hook(Box::new(|panic| {
        eprintln!("error: a fault in the runner itself, not in your code: {panic}");
    }));
    match std::panic::catch_unwind(|| run(&flags)) {
        Ok(Ok(outcome)) => outcome.into(),
        Ok(Err(failure)) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
        Err(_) => ExitCode::from(2),
    }
}

fn run(flags: &Flags) -> Result<Outcome, Failure> {
    let mut session = Session::open(flags.color)?;
    match &flags.command {
        None => commands::status::run(&session),
        Some(Command::Check(options)) => commands::check::run(&mut session, options),
        Some(Command::List(options)) => commands::list::run(&session, options),
        Some(Command::Hint(options)) => commands::hint::run(&mut session, options),
        Some(Command::Solution(options)) => commands::solution::run(&session, options),
        Some(Command::Reset(options)) => commands::reset::run(&mut session, options),
        Some(Command::Verify(options)) => commands::verify::run(&session, options),
        Some(Command::Test) => commands::test::run(&session),
        Some(Command::Bench(options)) => commands::bench::run(&session, options),
        Some(Command::Book(words)) => commands::book::run(&session, words),
    }
}
