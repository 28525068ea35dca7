//! One command of `cargo xtask`. In: what the command line says. Out: printed
//! text, and an exit code.

use std::process::ExitCode;

use xtask::command_line::CommandLine;
use xtask::face::Face;
use xtask::failure::Failure;
use xtask::interrupt::Interrupt;
use xtask::session::{Outcome, Session};
use xtask::style::ColourChoice;

/// An exit code, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[must_use]
pub enum Code {
    /// 0.
    AllPass,
    /// 1.
    SomethingFails,
    /// 2.
    CouldNotWork,
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        ExitCode::from(code as u8)
    }
}

impl From<Outcome> for Code {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::AllPass => Code::AllPass,
            Outcome::SomethingFails => Code::SomethingFails,
        }
    }
}

/// Runs it on what is on disk now: exercises and history are read again.
pub fn run(
    colour: ColourChoice,
    command_line: &CommandLine,
    interrupt: Interrupt,
    face: Face,
) -> Result<Code, Failure> {
    let mut session = Session::open_again(colour)?;
    session.interrupt = interrupt;
    session.face = face;
    command_line.run(&mut session).map(Code::from)
}
