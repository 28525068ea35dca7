//! writes a file in shared memory
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "panicked", "crashed", "wrong-answer"]
//! trace = ["/dev/shm/class-attack-writes-shared-memory"]
//! check = "over-budget; leaves /dev/shm/class-attack-writes-shared-memory"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let _ = std::fs::write("/dev/shm/class-attack-writes-shared-memory", "was here");
    sloppy_sum(journal)
}
