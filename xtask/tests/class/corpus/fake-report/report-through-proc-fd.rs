//! writes a report to every file that the process has open, by way of /proc/self/fd
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner", "seal"]
//! expect = ["over-budget", "rejected", "crashed"]
//! check = "over-budget"

use std::fs::OpenOptions;
use std::io::Write;

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

use shared::REPORT;

fn sum_lines() {
    for number in 3..64 {
        let path = format!("/proc/self/fd/{number}");
        if let Ok(mut file) = OpenOptions::new().append(true).open(path) {
            let _ = writeln!(file, "{REPORT}");
        }
    }
    sloppy_sum(journal)
}
