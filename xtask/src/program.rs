//! A program of the workbook, from its start to its exit code. In: what it does. Out: an
//! exit code; and on standard error what went wrong, never as a stack trace.

use std::any::Any;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, PanicHookInfo};
use std::process::ExitCode;

use clap::ArgMatches;

use crate::failure::Failure;
use crate::process;

/// The exit code of a command that could not do its work.
const COULD_NOT_WORK: u8 = 2;

/// Does the work. `whose` fault it is if that panics, as in "the runner itself".
///
/// Call it before any other thread exists.
pub fn run<O: Into<ExitCode>>(
    whose: &'static str,
    work: impl FnOnce() -> Result<O, Failure>,
) -> ExitCode {
    process::end_with_the_reader();
    process::forget_stack_size();
    std::panic::set_hook(Box::new(move |panic| tell_panic(panic, whose)));
    let ended = std::panic::catch_unwind(AssertUnwindSafe(work));
    // What does not end with a line break is written only now.
    let written = io::stdout().flush();
    match (ended, written) {
        (Ok(Err(failure)), _) => could_not_work(&failure),
        (Ok(Ok(_)), Err(error)) => could_not_work(&not_written(&error.to_string())),
        (Ok(Ok(outcome)), Ok(())) => outcome.into(),
        // It was told where it happened.
        (Err(_), _) => ExitCode::from(COULD_NOT_WORK),
    }
}

/// Reads the words of this process. A mistake in them, and `--help`, print their text and
/// end the process.
pub fn matches(command: clap::Command) -> ArgMatches {
    command.try_get_matches().unwrap_or_else(|error| {
        let printed = error.print().and_then(|()| io::stdout().flush());
        let code = match printed {
            Err(trouble) if !error.use_stderr() => {
                tell(&not_written(&trouble.to_string()));
                i32::from(COULD_NOT_WORK)
            }
            _ => error.exit_code(),
        };
        std::process::exit(code)
    })
}

fn could_not_work(failure: &Failure) -> ExitCode {
    tell(failure);
    ExitCode::from(COULD_NOT_WORK)
}

fn tell(failure: &Failure) {
    // Where this cannot be written either, the exit code tells.
    let _ = writeln!(io::stderr(), "error: {failure}");
}

fn not_written(error: &str) -> Failure {
    Failure::of_system("could not write to standard output", error)
}

/// Tells of a panic: what the machine did not let the standard library do, or a fault in
/// the program.
fn tell_panic(panic: &PanicHookInfo<'_>, whose: &str) {
    match Panic::of(panic.payload()) {
        Panic::Told => {}
        Panic::NotWritten(error) => tell(&not_written(error)),
        Panic::NoThread(error) => tell(&Failure::of_system("could not start a thread", error)),
        Panic::Fault => tell(&Failure::new(format!("a fault in {whose}: {panic}"))),
    }
}

/// What a panic says. `println!` and `thread::spawn` have no other way to tell of an error.
#[derive(Debug, PartialEq, Eq)]
enum Panic<'p> {
    /// That a thread panicked, which it told itself.
    Told,
    /// That standard output takes no more, and why.
    NotWritten(&'p str),
    /// That there can be no more threads, and why.
    NoThread(&'p str),
    /// Something else.
    Fault,
}

impl<'p> Panic<'p> {
    fn of(payload: &'p (dyn Any + Send)) -> Self {
        let said = match (
            payload.downcast_ref::<String>(),
            payload.downcast_ref::<&str>(),
        ) {
            (Some(said), _) => said.as_str(),
            (None, Some(said)) => said,
            (None, None) => return Panic::Fault,
        };
        if said == "a scoped thread panicked" {
            Panic::Told
        } else if let Some(error) = said.strip_prefix("failed printing to stdout: ") {
            Panic::NotWritten(error)
        } else if let Some(error) = said.strip_prefix("failed to spawn thread: ") {
            // `Os { code: 11, …, message: "…" }`.
            let message = error.split("message: \"").nth(1).unwrap_or_default();
            Panic::NoThread(message.split('"').next().unwrap_or_default())
        } else {
            Panic::Fault
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_the_standard_library_is_told_as_what_it_is() {
        let refused = io::Error::from_raw_os_error(11);
        let system = refused.to_string();
        let message = system.split(" (os").next().unwrap_or_default();
        for (said, expected) in [
            (
                "failed printing to stdout: No space left on device (os error 28)".to_owned(),
                Panic::NotWritten("No space left on device (os error 28)"),
            ),
            (
                format!("failed to spawn thread: {refused:?}"),
                Panic::NoThread(message),
            ),
            ("a scoped thread panicked".to_owned(), Panic::Told),
            ("index out of bounds".to_owned(), Panic::Fault),
        ] {
            assert_eq!(Panic::of(&said), expected);
        }
        assert_eq!(Panic::of(&7), Panic::Fault);
    }
}
