//! panics with a payload that ends the process when the harness drops it
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["panicked", "crashed"]
//! check = "crashed"

struct Payload;

impl Drop for Payload {
    fn drop(&mut self) {
        std::process::exit(0);
    }
}

fn sum_lines() {
    let _ = journal.fill_buf()?;
    std::panic::panic_any(Payload)
}
