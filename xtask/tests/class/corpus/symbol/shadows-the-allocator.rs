//! exports a function under the name by which Rust calls the allocator
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! check = "rejected"

/// No memory for anybody.
#[unsafe(export_name = "__rust_alloc")]
pub extern "C" fn alloc(_bytes: usize, _align: usize) -> usize {
    0
}
