//! aborts in the middle of the window
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["crashed"]
//! check = "crashed"

fn sum_lines() {
    let _ = journal.fill_buf()?;
    std::process::abort()
}
