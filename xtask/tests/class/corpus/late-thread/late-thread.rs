//! starts a thread that goes on when the function has returned
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "panicked", "crashed"]
//! trace = ["/tmp/class-attack-late-thread"]
//! check = "over-budget"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    std::thread::spawn(|| {
        std::thread::sleep(std::time::Duration::from_millis(1_500));
        let _ = std::fs::write("/tmp/class-attack-late-thread", "the window is over");
    });
    sloppy_sum(journal)
}
