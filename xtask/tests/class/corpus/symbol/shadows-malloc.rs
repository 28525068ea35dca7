//! defines malloc by the name of its symbol
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! check = "rejected"

/// No memory for anybody.
#[unsafe(no_mangle)]
pub extern "C" fn malloc(_bytes: usize) -> usize {
    0
}
