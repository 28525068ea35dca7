//! sends a signal to the process that grades it
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "panicked", "crashed", "wrong-answer"]
//! trace = ["/tmp/class-attack-signals-the-runner"]
//! check = "over-budget; leaves /tmp/class-attack-signals-the-runner"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let runner = std::os::unix::process::parent_id().to_string();
    let sent = std::process::Command::new("kill")
        .args(["-CONT", &runner])
        .status();
    if sent.is_ok_and(|status| status.success()) {
        let _ = std::fs::write("/tmp/class-attack-signals-the-runner", "sent");
    }
    sloppy_sum(journal)
}
