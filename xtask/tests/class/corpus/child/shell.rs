//! runs a command of the shell
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "panicked", "crashed", "wrong-answer"]
//! trace = ["/tmp/class-attack-shell"]
//! check = "over-budget; leaves /tmp/class-attack-shell"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let _ = std::process::Command::new("sh")
        .args(["-c", "echo was here > /tmp/class-attack-shell"])
        .status();
    sloppy_sum(journal)
}
