//! The runner, as a library: `cargo xtask …` is a thin program around it, and so
//! are the prompt and the watcher (the crate `terminal`). In: a [`Command`] and a
//! [`Session`]. Out: text or JSON on standard output, and an [`Outcome`].

mod commands;
pub mod failure;
pub mod flags;
pub mod interrupt;
pub mod learner;
pub mod pipe;
pub mod process;
mod profilers;
mod report;
pub mod session;
mod text;
pub mod workbook;

use failure::Failure;
use flags::Command;
use session::{Outcome, Session};

pub use process::end_with_the_reader;
pub use report::progress as bar;
pub use report::style;

/// Carries out one command; none means: where the learner stands.
///
/// # Errors
///
/// The command line asks for something that there is not, or the workbook or the
/// machine is at fault.
pub fn run(session: &mut Session, command: Option<&Command>) -> Result<Outcome, Failure> {
    match command {
        None => commands::status::run(session),
        Some(Command::Check(options)) => commands::check::run(session, options),
        Some(Command::List(options)) => commands::list::run(session, options),
        Some(Command::Predict(options)) => commands::predict::run(session, options),
        Some(Command::Hint(options)) => commands::hint::run(session, options),
        Some(Command::Solution(options)) => commands::solution::run(session, options),
        Some(Command::Reset(options)) => commands::reset::run(session, options),
        Some(Command::Verify(options)) => commands::verify::run(session, options),
        Some(Command::Test) => commands::test::run(session),
        Some(Command::Bench(options)) => commands::bench::run(session, options),
        Some(Command::Advise(options)) => commands::advise::run(session, options),
        Some(Command::Profile(options)) => commands::profile::run(session, options),
        Some(Command::Heaptrack(options)) => commands::heaptrack::run(session, options),
        Some(Command::Book(words)) => commands::book::run(session, words),
        Some(Command::Grade(words)) => commands::grade::run(session, words),
        Some(Command::Watch(options)) => commands::terminal::watch(session, options),
        Some(Command::Shell) => commands::terminal::shell(session),
    }
}
