//! has the text of the reference solution in its program
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language", "compile-fence"]
//! expect = ["rejected", "did-not-compile"]
//! check = "rejected"

/// All of it.
pub static TEXT: &str = include_str!("../../../../solutions/ex4-capacity/src/lib.rs");
