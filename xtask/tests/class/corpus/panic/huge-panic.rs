//! panics with a message of 320 MiB
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner", "limits"]
//! expect = ["panicked", "crashed", "out-of-memory", "timed-out"]
//! check = "crashed"

fn sum_lines() {
    let _ = journal.fill_buf()?;
    panic!("{}", "payload ".repeat(40 << 20))
}
