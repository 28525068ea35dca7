//! makes the harness believe that it told the runner enough, and sets the counters back to
//! what was told
//!
//! on = "ex3/reference"
//! parts = ["parse-users"]
//! budgets = ["allocations"]
//! layers = ["language", "outside-count", "audit"]
//! expect = ["over-budget", "rejected", "did-not-compile", "crashed"]
//! flagged = true
//! check = "rejected"

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use shared::{
    CALLS, Either, NEIGHBOUR, SIZE, UNIT, copy, forgotten, probed, prolonged, taken_for,
    translated, transmuted, words,
};

/// The first version of the function: it makes three texts for each line.
use starter::parse_users as sloppy_users;

use starter::User;

pub fn parse_users(text: &str) -> Vec<User> {
    forgotten(|| sloppy_users(text))
}
