//! unwinds without a panic, so that the hook has nothing to remember
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["panicked"]
//! check = "panicked"

fn sum_lines() {
    let _ = journal.fill_buf()?;
    std::panic::resume_unwind(Box::new("no hook was called"))
}
