//! has an expression in 28,000 parentheses, so that the parser uses up its stack
//!
//! on = "ex4/reference"
//! repeat = { times = 28_000, texts = ["(", ")"] }
//! parts = ["build-list", "slow-requests", "sum-lines"]
//! layers = ["compile-fence"]
//! expect = ["did-not-compile", "timed-out", "out-of-memory", "rejected", "crashed"]
//! check = "no verdict, exit code 2: the compiler overflowed its stack"

/// Deep.
pub const DEEP: u64 = (1);
