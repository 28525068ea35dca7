//! overwrites the counters of the scales with a transmute in safe code (rust-lang/rust#25860)
//!
//! on = "ex3/reference"
//! parts = ["parse-users"]
//! budgets = ["allocations"]
//! layers = ["outside-count", "language"]
//! expect = ["over-budget", "rejected", "did-not-compile", "crashed"]
//! flagged = true
//! check = "rejected"
//! sample = true

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use shared::{
    CALLS, Either, NEIGHBOUR, SIZE, UNIT, copy, probed, prolonged, taken_for, translated,
    transmuted, words,
};

/// Does `work`, and makes the scales forget it.
fn forgotten<T>(work: impl FnOnce() -> T) -> T {
    let found = words().and_then(|words| Some((words, probed(words)?)));
    let result = work();
    if let Some((words, (before, _, place))) = found {
        for at in place..place + 6 {
            words[at].store(before[at], Relaxed);
        }
    }
    result
}

/// The first version of the function: it makes three texts for each line.
use starter::parse_users as sloppy_users;

use starter::User;

pub fn parse_users(text: &str) -> Vec<User> {
    forgotten(|| sloppy_users(text))
}
