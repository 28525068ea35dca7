//! The runner: `cargo xtask …`. In: a command line. Out: text or JSON, and an
//! exit code: 0 all pass, 1 something did not pass, 2 the command could not work.

mod answer;
mod build;
mod commands;
mod failure;
mod flags;
mod grade;
mod growth;
mod history;
mod pipeline;
mod process;
mod report;
mod session;
mod source;
mod stage;
mod weigh;
mod workbook;

use std::process::ExitCode;

use clap::Parser;

use flags::{Command, Flags};
use session::Session;

fn main() -> ExitCode {
    let flags = Flags::parse();
    let result = Session::open(flags.color).and_then(|mut session| match &flags.command {
        None => commands::status::run(&session),
        Some(Command::Check(options)) => commands::check::run(&mut session, options),
        Some(Command::List(options)) => commands::list::run(&session, options),
        Some(Command::Hint(options)) => commands::hint::run(&mut session, options),
        Some(Command::Solution(options)) => commands::solution::run(&session, options),
        Some(Command::Reset(options)) => commands::reset::run(&mut session, options),
        Some(Command::Verify(options)) => commands::verify::run(&session, options),
        Some(Command::Test) => commands::test::run(&session),
        Some(Command::Bench(options)) => commands::bench::run(&session, options),
    });
    match result {
        Ok(outcome) => outcome.into(),
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
    }
}
