//! `cargo xtask …`. In: a command line. Out: text or JSON, and an exit code: 0 all
//! pass, 1 something did not pass, 2 the command could not work.

use std::process::ExitCode;

use xtask::failure::Failure;
use xtask::flags::{self, Flags};
use xtask::session::{Outcome, Session};

fn main() -> ExitCode {
    xtask::end_with_the_reader();
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
    xtask::run(&mut session, flags.command.as_ref())
}
