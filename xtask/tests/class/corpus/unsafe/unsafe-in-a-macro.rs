//! hides the word `unsafe` in the tokens of a macro
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! check = "rejected"

macro_rules! careful {
    ($($word:tt)*) => { $($word)* };
}

/// The first reading.
pub fn first(readings: &[i32]) -> i32 {
    careful!(unsafe { *readings.get_unchecked(0) })
}
