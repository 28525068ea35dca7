//! What exercise 1 is asked. In: the learner's ledger and predictions. Out: a harness that
//! weighs the ledger, asks about its edges, and measures what was to be predicted.

mod fates;
#[path = "../../src/functions.rs"]
mod functions;
mod ledger;

use std::process::ExitCode;

use meter::Call;

pub use fates::Fate;
pub use ledger::{Answers, Corrupted, Entry, Posting};

/// What is under test. Each makes one call, and takes the answer out of its result.
pub struct Functions {
    /// A new ledger, `post` for each posting, and the balance after each.
    pub ledger: fn(Call<'_>, &[Posting], &mut Answers) -> Vec<Entry>,
    /// A new ledger, a posting, then these entries in the place of its own, and a posting.
    pub repaired: fn(Call<'_>, &[Entry], Posting, &mut Answers) -> Vec<Entry>,
    /// A posting into a ledger with corrupt entries; nothing if it panics.
    pub corrupted: fn(Call<'_>, &Corrupted<'_>) -> Option<Vec<Entry>>,
    /// `predictions`.
    pub predictions: fn(Call<'_>) -> [Fate; 6],
}

/// The `main` of the harness.
pub fn main(functions: &Functions) -> ExitCode {
    meter::run(&[
        ("ledger", &|window| ledger::weigh(window, functions)),
        ("predict", &|window| fates::compare(window, functions)),
    ])
}
