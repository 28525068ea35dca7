//! declares malloc as a safe function that returns a slice
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! check = "rejected"
//! sample = true

use shared::sum_in;

unsafe extern "C" {
    safe fn malloc(bytes: usize) -> Option<&'static mut [u8; 2 << 20]>;
}

fn sum_lines() {
    match malloc(2 << 20) {
        Some(room) => sum_in(room, journal),
        None => Ok(0),
    }
}
