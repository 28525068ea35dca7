//! opens /dev/stdin for writing and leaves a report there
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
    for path in ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"] {
        if let Ok(mut pipe) = OpenOptions::new().write(true).open(path)
            && pipe.write_all(REPORT.as_bytes()).is_ok()
        {
            std::process::exit(0);
        }
    }
    sloppy_sum(journal)
}
