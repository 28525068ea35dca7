//! lets the compiler look for an implementation that needs ever more of them
//!
//! on = "ex4/reference"
//! parts = ["build-list", "slow-requests", "sum-lines"]
//! layers = ["compile-fence"]
//! expect = ["did-not-compile", "timed-out", "out-of-memory", "rejected", "crashed"]
//! check = "no verdict, exit code 2: the compiler overflowed its stack"
#![recursion_limit = "4096"]

/// Holds for `T` if it holds for two larger types.
pub trait Endless {}

impl<T> Endless for Option<T>
where
    Option<(T, u8)>: Endless,
    Option<(u8, T)>: Endless,
{
}

fn needs<T: Endless>() {}

/// Asks the question.
pub fn ask() {
    needs::<Option<u8>>();
}
