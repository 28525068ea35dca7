//! sleeps longer than any window may take
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["limits"]
//! expect = ["timed-out"]
//! check = "timed-out"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    std::thread::sleep(std::time::Duration::from_secs(90));
    sloppy_sum(journal)
}
