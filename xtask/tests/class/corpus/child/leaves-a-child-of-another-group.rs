//! starts a program in a group of its own, which holds the pipes open
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "panicked", "crashed", "wrong-answer"]
//! trace = ["process:sleep 41.375"]
//! check = "over-budget; leaves process:sleep 41.375"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    use std::os::unix::process::CommandExt;
    let _ = std::process::Command::new("sleep")
        .arg("41.375")
        .process_group(0)
        .spawn();
    sloppy_sum(journal)
}
