//! asks for what only a nightly compiler has
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! check = "did-not-compile"
#![feature(allocator_api)]

/// A list that asks the system directly.
pub fn list() -> Vec<i32, std::alloc::System> {
    Vec::new_in(std::alloc::System)
}
