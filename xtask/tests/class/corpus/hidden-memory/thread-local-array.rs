//! reads the whole file into a thread-local array
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! budgets = ["allocations", "peak_bytes"]
//! layers = ["audit"]
//! expect = ["over-budget", "rejected", "did-not-compile", "crashed"]
//! flagged = true
//! check = "pass"

use std::cell::RefCell;

use shared::sum_in;

thread_local! {
    static ROOM: RefCell<[u8; 2 << 20]> = const { RefCell::new([0; 2 << 20]) };
}

fn sum_lines() {
    ROOM.with_borrow_mut(|room| sum_in(room, journal))
}
