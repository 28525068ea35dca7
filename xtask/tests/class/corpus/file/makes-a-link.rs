//! makes a symbolic link
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "panicked", "crashed", "wrong-answer"]
//! trace = ["/tmp/class-attack-makes-a-link"]
//! check = "over-budget; leaves /tmp/class-attack-makes-a-link"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let _ = std::os::unix::fs::symlink("/etc/hostname", "/tmp/class-attack-makes-a-link");
    sloppy_sum(journal)
}
