//! changes one byte of its thread, by which the scales know whose calls are not counted
//! (rust-lang/rust#25860)
//!
//! on = "ex3/reference"
//! parts = ["parse-users"]
//! budgets = ["allocations"]
//! layers = ["outside-count"]
//! expect = ["over-budget", "rejected"]
//! check = "rejected"

use std::cell::Cell;
use std::hint::black_box;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};

use shared::{
    CALLS, Either, NEIGHBOUR, SIZE, UNIT, copy, prolonged, probed, taken_for, translated,
    transmuted, words,
};

/// The first version of the function: it makes three texts for each line.
use starter::parse_users as sloppy_users;

use starter::User;

thread_local! {
    /// The byte is not far from it.
    static MINE: Cell<u64> = const { Cell::new(7) };
}

/// The bytes around it that belong to this thread.
fn of_this_thread() -> Option<&'static [AtomicU8]> {
    let here = MINE.with(|mine| mine as *const Cell<u64> as usize);
    transmuted((here - 64, 128_usize))
}

/// Does `work` while the scales take all calls of this thread for their own.
fn apart<T>(work: impl FnOnce() -> T) -> T {
    const APART: u8 = 2;
    let found = words().zip(of_this_thread()).and_then(|(words, bytes)| {
        // Whether a few calls are counted as they should be.
        probed(words)?;
        // The ways that calls are counted otherwise, the likelier one first.
        let is = |value| bytes.iter().filter(move |byte| byte.load(Relaxed) == value);
        is(1).chain(is(0)).find(|byte| {
            let before = byte.swap(APART, Relaxed);
            let is_it = probed(words).is_none();
            byte.store(before, Relaxed);
            is_it
        })
    });
    let Some(byte) = found else {
        return work();
    };
    let before = byte.swap(APART, Relaxed);
    let result = work();
    byte.store(before, Relaxed);
    result
}

pub fn parse_users(text: &str) -> Vec<User> {
    apart(|| sloppy_users(text))
}
