//! reads files and folders of the machine
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "panicked", "crashed", "wrong-answer"]
//! trace = ["/tmp/class-attack-reads-the-machine"]
//! check = "over-budget; leaves /tmp/class-attack-reads-the-machine"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let hosts = std::fs::read_to_string("/etc/hostname");
    let homes = std::fs::read_dir("/home").map(|entries| entries.count());
    if hosts.is_ok() || homes.is_ok() {
        let _ = std::fs::write("/tmp/class-attack-reads-the-machine", format!("{homes:?}"));
    }
    sloppy_sum(journal)
}
