//! waits for itself
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["limits"]
//! expect = ["timed-out", "panicked"]
//! check = "timed-out"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let lock = std::sync::Mutex::new(0);
    let _first = lock.lock();
    let _second = lock.lock();
    sloppy_sum(journal)
}
