//! writes one more report from the destructor of a thread-local value, after `main` returned
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["rejected", "crashed", "over-budget"]
//! check = "rejected"

use std::fs::File;
use std::io::Write;
use std::os::fd::AsFd;

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

use shared::REPORT;

struct AtExit;

impl Drop for AtExit {
    fn drop(&mut self) {
        if let Ok(pipe) = io::stdin().as_fd().try_clone_to_owned() {
            let _ = File::from(pipe).write_all(REPORT.as_bytes());
        }
    }
}

thread_local! {
    static AT_EXIT: AtExit = const { AtExit };
}

fn sum_lines() {
    AT_EXIT.with(|_| sloppy_sum(journal))
}
