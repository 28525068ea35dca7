//! overwrites what says that calls are told to the runner (rust-lang/rust#25860)
//!
//! on = "ex3/reference"
//! parts = ["parse-users"]
//! budgets = ["allocations"]
//! layers = ["outside-count"]
//! expect = ["crashed", "over-budget"]
//! check = "over-budget"

use std::hint::black_box;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};

use shared::{Either, NEIGHBOUR, UNIT, prolonged, taken_for, translated, transmuted};

/// The first version of the function: it makes three texts for each line.
use starter::parse_users as sloppy_users;

use starter::User;

/// The orders fill a page of 64 KiB of their own, before this variable.
fn silence() {
    let page = (&raw const NEIGHBOUR as usize & !0xffff) - 0x1_0000;
    let orders: Option<&'static [AtomicU8]> = transmuted((page, 16_usize));
    if let Some(orders) = orders {
        // Whether a window is told.
        orders[4].store(0, Relaxed);
    }
}

pub fn parse_users(text: &str) -> Vec<User> {
    silence();
    sloppy_users(text)
}
