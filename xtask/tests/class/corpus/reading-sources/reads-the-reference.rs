//! reads the source of the reference solution while it runs
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "panicked", "crashed", "wrong-answer"]
//! trace = ["/tmp/class-attack-reads-the-reference"]
//! check = "over-budget; leaves /tmp/class-attack-reads-the-reference"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let here = std::path::Path::new(file!()).with_file_name("");
    let reference = here.join("../../../../solutions/ex4-capacity/src/lib.rs");
    if let Ok(text) = std::fs::read_to_string(reference) {
        println!("{text}");
        let _ = std::fs::write("/tmp/class-attack-reads-the-reference", "read");
    }
    sloppy_sum(journal)
}
