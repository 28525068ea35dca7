//! switches the rule off from inside
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! check = "rejected"
#![allow(unsafe_code)]

/// The first reading.
pub fn first(readings: &[i32]) -> i32 {
    // SAFETY: there is none.
    unsafe { *readings.get_unchecked(0) }
}
