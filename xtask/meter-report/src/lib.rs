//! The message that passes from a harness to the runner.
//!
//! A harness (the binary of an exercise, linked with `meter`) writes exactly one
//! [`Report`] as one line of JSON on a pipe of its own. The runner (`xtask`)
//! reads it. If it is asked to, it also writes a [`trace`] of its window, or tells its
//! [`events`] as they happen. This crate holds only the shape of these, so that the
//! runner can read them without linking the metering allocator.

pub mod events;
pub mod trace;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The key of an answer that is an error, whatever its words: two of these are equal.
pub const ANY_ERROR: &str = "an error, whatever it says";

/// The key of an answer that is a fact in words. It says more than the values beside it.
pub const IN_WORDS: &str = "in words";

/// What one window allocated. A window is one call of the learner's function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Calls that asked for memory: `alloc`, `alloc_zeroed` and `realloc`.
    pub allocations: u64,
    /// How many of `allocations` were calls of `realloc`.
    pub reallocations: u64,
    /// The sum of the sizes asked for, in bytes. A `realloc` counts its full new size.
    pub bytes: u64,
    /// The most bytes that were live at once, over what was live when the window opened.
    pub peak_bytes: u64,
    /// Blocks made in the window and still held when it closed.
    pub live_blocks: u64,
    /// Bytes made in the window and still held when it closed, before the result is dropped.
    pub live_bytes: u64,
    /// How many of `live_bytes` were still held when the result had been dropped. Nothing
    /// where nobody asked: only the call that is graded drops its result right away.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub left_bytes: u64,
}

fn is_nothing(bytes: &u64) -> bool {
    *bytes == 0
}

/// A panic of the learner's code that reached the harness.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panic {
    /// The text of the panic.
    pub message: String,
    /// `file:line:column` of the panic.
    pub location: String,
    /// The first line of the code under test on the way to the panic, where it is another one.
    pub called_from: Option<String>,
    /// The addresses on the way to the panic, the innermost first, in bytes from where the
    /// program begins in memory: where the process may not look up their names itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stack: Vec<u64>,
    /// The input of the call that panicked, where it is not the one that is weighed, as in
    /// "an empty log".
    #[serde(default)]
    pub input: Option<String>,
}

/// How the window ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Outcome {
    /// The function returned.
    Finished {
        /// What it allocated; absent where the part only asks for an answer.
        counts: Option<Counts>,
        /// What it returned, in a canonical form: equal answers are equal texts.
        answer: Box<RawValue>,
        /// What it returned for other inputs, each with its name, as in "an empty log".
        #[serde(default)]
        asked: Vec<(String, Box<RawValue>)>,
        /// After how many of these calls memory stayed behind, when the result was gone.
        #[serde(default)]
        leaking_calls: u64,
        /// The first panic of each call that panicked and returned all the same: its code
        /// caught it, or joined the thread that panicked.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        caught: Vec<Panic>,
        /// The processor time of the call, in nanoseconds, where something was weighed. It
        /// is never twice the same.
        #[serde(default)]
        processor_time: Option<u64>,
        /// The right answer as measured in this very process, where the part
        /// asks for a measurement. Only a trusted process is believed.
        truth: Option<Box<RawValue>>,
        /// The input that was to be shown.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        input: Option<Input>,
    },
    /// The function panicked.
    Panicked(Panic),
    /// The harness was used wrongly: a fault of the workbook, not of the learner.
    Misused(String),
}

/// An input as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Its lines or fields; of a very long one, the beginning.
    pub text: String,
    /// How many bytes all of it has.
    pub bytes: usize,
}

impl Input {
    /// More than a person reads, and little enough for a report.
    const LONGEST: usize = 256 << 10;

    /// The input with this text.
    pub fn new(text: String) -> Self {
        let bytes = text.len();
        let mut text = text;
        text.truncate(text.floor_char_boundary(Self::LONGEST));
        Input { text, bytes }
    }
}

/// The one line that a harness writes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The secret that the runner handed to the harness before the window opened.
    pub nonce: String,
    /// What happened.
    pub outcome: Outcome,
    /// The most memory that was resident, in bytes; only of a process that sealed
    /// itself, where the system tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resident: Option<u64>,
}

impl Report {
    /// Reads the one line of a harness.
    ///
    /// Reports can be long, and the runner itself is compiled without
    /// optimisation: reading happens here, in a crate that is optimised.
    pub fn parse(line: &[u8]) -> Result<Report, serde_json::Error> {
        serde_json::from_slice(line)
    }
}
