//! closes the window early on the pipe of events, and opens one that nobody counts
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal"]
//! expect = ["over-budget", "rejected", "crashed"]
//! check = "over-budget"

use std::fs::OpenOptions;
use std::io::Write;

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

/// Writes an event to every pipe but the three that all programs have.
fn tell(kind: u64) {
    let mut event = [0; 24];
    event[..8].copy_from_slice(&kind.to_le_bytes());
    for number in 3..64 {
        let path = format!("/proc/self/fd/{number}");
        if let Ok(mut pipe) = OpenOptions::new().append(true).open(path) {
            let _ = pipe.write_all(&event);
        }
    }
}

fn sum_lines() {
    tell(3);
    let sum = sloppy_sum(journal);
    tell(2);
    sum
}
