//! prints a report of a free window on standard output
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["over-budget"]
//! check = "over-budget"
//! sample = true

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

use shared::REPORT;

fn sum_lines() {
    println!("{REPORT}");
    sloppy_sum(journal)
}
