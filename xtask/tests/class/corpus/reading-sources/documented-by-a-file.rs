//! has a file of the machine as its documentation
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language", "compile-fence"]
//! expect = ["rejected", "did-not-compile"]
//! check = "rejected"
#![doc = include_str!("/etc/hostname")]
