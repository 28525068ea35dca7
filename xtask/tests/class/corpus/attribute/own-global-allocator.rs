//! brings an allocator of its own
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! check = "rejected"

#[global_allocator]
static ALLOCATOR: std::alloc::System = std::alloc::System;
