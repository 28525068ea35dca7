//! lets the compiler compute a constant for minutes
//!
//! on = "ex4/reference"
//! parts = ["build-list", "slow-requests", "sum-lines"]
//! layers = ["compile-fence"]
//! expect = ["did-not-compile", "timed-out", "out-of-memory", "rejected", "crashed"]
//! check = "no verdict; the compiler still worked after 150 s, and nothing stopped it"
//! sample = true
#![allow(long_running_const_eval)]

const BURNT: u64 = {
    let (mut n, mut x) = (0u64, 1u64);
    while n < 400_000_000 {
        x = x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(n);
        n += 1;
    }
    x
};

/// Makes the compiler find out.
pub static RESULT: u64 = BURNT;
