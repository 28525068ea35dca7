//! puts the reference solution in its own place
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner", "seal"]
//! expect = ["rejected", "crashed", "wrong-answer", "over-budget", "did-not-compile", "timed-out"]
//! check = "rejected"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    use std::os::unix::process::CommandExt;
    let words = std::env::args().skip(1);
    let own = std::env::current_exe()?.display().to_string();
    let reference = own.replace("-file-harness", "-reference-harness");
    if reference == own {
        return sloppy_sum(journal);
    }
    let error = std::process::Command::new(reference).args(words).exec();
    Err(error)
}
