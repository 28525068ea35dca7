//! panics with a payload that panics when the harness drops it
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["panicked", "crashed"]
//! check = "crashed"

struct Payload;

impl Drop for Payload {
    fn drop(&mut self) {
        std::panic::panic_any(Payload);
    }
}

fn sum_lines() {
    let _ = journal.fill_buf()?;
    std::panic::panic_any(Payload)
}
