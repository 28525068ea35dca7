//! The same questions where the system is no Unix. Most of it can only be left out, and
//! each function says what then is lacking.

use std::io::{self, PipeReader, PipeWriter};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use super::Limits;

pub(super) fn hand_down(_command: &mut Command, _file: &PipeWriter) -> io::Result<i32> {
    Err(io::Error::other(
        "open files are not handed down on this system",
    ))
}

/// A plain pipe. It carries no secret: that would need a second direction.
pub(super) fn report_pipe(_secret: &str) -> io::Result<(PipeReader, Stdio)> {
    let (ours, theirs) = io::pipe()?;
    Ok((ours, Stdio::from(theirs)))
}

/// The heap is bounded by the harness's allocator; there is no second fence.
pub(super) fn restrict(_command: &mut Command, _limits: &Limits) {}

pub(super) fn end_group(_child: &Child) {}

pub(super) fn lead_a_group(_command: &mut Command) {}

/// The console interrupts all of its processes by itself.
pub(super) fn end_gently(_leader: u32, _patience: Duration) {}

pub(super) fn become_program(command: &mut Command) -> io::Result<ExitStatus> {
    command.status()
}

pub(super) fn end_with_the_reader() {}

pub(super) fn signal(_status: ExitStatus) -> Option<String> {
    None
}
