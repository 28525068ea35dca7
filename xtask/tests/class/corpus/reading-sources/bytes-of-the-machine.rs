//! has a file of the machine in its program, by a renamed macro
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language", "compile-fence"]
//! expect = ["rejected", "did-not-compile"]
//! check = "rejected"

use core::include_bytes as harmless;

/// Which machine it is.
pub static NAME: &[u8] = harmless!("/etc/hostname");
