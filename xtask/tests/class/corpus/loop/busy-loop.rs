//! never ends, and keeps a core busy
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["limits"]
//! expect = ["timed-out"]
//! check = "timed-out"

fn sum_lines() {
    let _ = journal.fill_buf()?;
    loop {
        std::hint::spin_loop();
    }
}
