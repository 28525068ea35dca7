//! makes two hundred files
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "crashed"]
//! trace = ["/tmp/class-attack-file-bomb"]
//! check = "over-budget; leaves /tmp/class-attack-file-bomb"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let folder = std::path::Path::new("/tmp/class-attack-file-bomb");
    if std::fs::create_dir_all(folder).is_ok() {
        for number in 0..200 {
            let _ = std::fs::write(folder.join(number.to_string()), [0; 1 << 10]);
        }
    }
    sloppy_sum(journal)
}
