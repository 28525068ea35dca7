//! takes the reference solution for a module of its own
//!
//! on = "ex4/nothing"
//! parts = ["build-list", "slow-requests", "sum-lines"]
//! layers = ["language", "compile-fence"]
//! expect = ["rejected", "did-not-compile"]
//! check = "rejected"

#[path = "../../../../solutions/ex4-capacity/src/lib.rs"]
mod reference;

pub use reference::*;
