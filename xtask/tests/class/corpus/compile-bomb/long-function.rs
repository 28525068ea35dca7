//! has a function of 200,000 lines
//!
//! on = "ex4/reference"
//! repeat = { times = 200_000, texts = ["    x = x.rotate_left(7) ^ 0x9e37;\n"] }
//! parts = ["build-list", "slow-requests", "sum-lines"]
//! layers = ["runner", "compile-fence"]
//! expect = ["rejected"]
//! check = "rejected"

/// Long.
pub fn long(mut x: u64) -> u64 {
    x = x.rotate_left(7) ^ 0x9e37;
    x
}
