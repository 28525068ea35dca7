//! panics while it panics
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["crashed", "panicked"]
//! check = "crashed"
//! sample = true

struct PanicsWhenDropped;

impl Drop for PanicsWhenDropped {
    fn drop(&mut self) {
        panic!("and again");
    }
}

fn sum_lines() {
    let _late = PanicsWhenDropped;
    let _ = journal.fill_buf()?;
    panic!("once")
}
