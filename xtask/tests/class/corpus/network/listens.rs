//! waits for connections on a port of the machine
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "panicked", "crashed", "wrong-answer"]
//! trace = ["/tmp/class-attack-listens"]
//! check = "over-budget; leaves /tmp/class-attack-listens"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    if std::net::TcpListener::bind("127.0.0.1:47615").is_ok() {
        let _ = std::fs::write("/tmp/class-attack-listens", "listened");
    }
    sloppy_sum(journal)
}
