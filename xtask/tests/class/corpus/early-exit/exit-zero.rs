//! ends with exit code 0 in the middle of the window
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["crashed"]
//! check = "crashed"
//! sample = true

fn sum_lines() {
    let _ = journal.fill_buf()?;
    std::process::exit(0)
}
