//! makes a file of 64 MiB
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "crashed"]
//! trace = ["/tmp/class-attack-large-file"]
//! check = "over-budget; leaves /tmp/class-attack-large-file"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    if let Ok(file) = std::fs::File::create("/tmp/class-attack-large-file") {
        let _ = file.set_len(64 << 20);
    }
    sloppy_sum(journal)
}
