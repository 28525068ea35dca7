//! makes ever larger instances of a function
//!
//! on = "ex4/reference"
//! parts = ["build-list", "slow-requests", "sum-lines"]
//! layers = ["compile-fence"]
//! expect = ["did-not-compile", "timed-out", "out-of-memory", "rejected", "crashed"]
//! check = "did-not-compile"
#![recursion_limit = "4096"]

/// Calls itself with a larger type.
pub fn grow<T: Copy>(value: T, left: u32) -> u32 {
    match left {
        0 => 0,
        _ => 1 + grow((value, value), left - 1),
    }
}

/// Begins.
pub static BEGIN: fn(u8, u32) -> u32 = grow::<u8>;
