//! writes a file outside of its folder
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "panicked", "crashed", "wrong-answer"]
//! trace = ["/tmp/class-attack-writes-a-file"]
//! check = "over-budget; leaves /tmp/class-attack-writes-a-file"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let _ = std::fs::write("/tmp/class-attack-writes-a-file", "was here");
    sloppy_sum(journal)
}
