//! opens the environment and the memory of the process that grades it
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "panicked", "crashed", "wrong-answer"]
//! trace = ["/tmp/class-attack-reads-the-runner"]
//! check = "over-budget; leaves /tmp/class-attack-reads-the-runner"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let runner = format!("/proc/{}", std::os::unix::process::parent_id());
    let read = ["environ", "cmdline", "mem"]
        .map(|file| std::fs::File::open(format!("{runner}/{file}")).is_ok());
    if read.contains(&true) {
        let _ = std::fs::write("/tmp/class-attack-reads-the-runner", format!("{read:?}"));
    }
    sloppy_sum(journal)
}
