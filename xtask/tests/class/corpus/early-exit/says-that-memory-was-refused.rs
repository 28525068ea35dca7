//! prints what is printed of an allocation that fails, and aborts
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["outside-count"]
//! expect = ["crashed"]
//! check = "out-of-memory"

fn sum_lines() {
    eprintln!("memory allocation of 4294967296 bytes failed");
    std::process::abort()
}
