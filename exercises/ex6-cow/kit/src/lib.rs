//! What exercise 6 is asked. In: the learner's three functions. Out: a harness that weighs
//! them, and asks about the edges of their inputs.
//!
//! An item is a text that must change. Beside it stand a few that stay as they are; how
//! many depends on the seed, so a function that allocates for those has no budget for it.

mod messages;
mod notes;
mod paths;

use std::process::ExitCode;

use meter::{AnyError, Call};

pub use messages::{Message, Messages};

/// The functions under test. Each is called for all texts in one window, and takes the
/// answers out of its results.
pub struct Functions {
    /// `censor`, with each of these notes.
    pub censor: fn(Call<'_>, &[String]) -> Vec<String>,
    /// `normalise`, with each of these paths.
    pub normalise: fn(Call<'_>, &[String]) -> Vec<String>,
    /// `read_messages`, with JSON. Whatever an error says, it is one.
    pub read_messages: fn(Call<'_>, &str) -> Result<Messages, AnyError>,
}

/// The `main` of the harness.
pub fn main(functions: &Functions) -> ExitCode {
    meter::run(&[
        ("censor", &|window| notes::weigh(window, functions)),
        ("normalise", &|window| paths::weigh(window, functions)),
        ("escaped-json", &|window| {
            messages::weigh(window, functions);
        }),
    ])
}
