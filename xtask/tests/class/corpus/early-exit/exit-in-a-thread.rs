//! ends the process from a thread while the function runs
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner", "seal"]
//! expect = ["crashed", "panicked"]
//! check = "crashed"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    std::thread::spawn(|| {
        std::thread::sleep(std::time::Duration::from_millis(1));
        std::process::exit(0);
    });
    loop {
        sloppy_sum(journal)?;
        std::thread::yield_now();
    }
}
