//! prints 70 MB on standard output
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["limits"]
//! expect = ["crashed"]
//! check = "crashed"
//! sample = true

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let line = "no end ".repeat(1_000);
    for _ in 0..10_000 {
        println!("{line}");
    }
    sloppy_sum(journal)
}
