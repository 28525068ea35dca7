//! prints 70 MB on standard error
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["limits"]
//! expect = ["crashed"]
//! check = "crashed"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let line = "no end ".repeat(1_000);
    for _ in 0..10_000 {
        eprintln!("{line}");
    }
    sloppy_sum(journal)
}
