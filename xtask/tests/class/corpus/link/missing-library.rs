//! asks the linker for a library that there is not, so that the harness and not the code
//! fails
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! check = "rejected"
//! sample = true

#[link(name = "class_attack_missing")]
unsafe extern "C" {}
