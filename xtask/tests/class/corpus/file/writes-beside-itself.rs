//! writes beside its own program, where those of others and of the reference are
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "panicked", "crashed", "wrong-answer"]
//! trace = ["/tmp/class-attack-writes-beside-itself"]
//! check = "over-budget; leaves /tmp/class-attack-writes-beside-itself"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let own = std::env::current_exe()?;
    if std::fs::write(own.with_file_name("class-attack-beside"), "was here").is_ok() {
        let _ = std::fs::write("/tmp/class-attack-writes-beside-itself", "wrote");
    }
    sloppy_sum(journal)
}
