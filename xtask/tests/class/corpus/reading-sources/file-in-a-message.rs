//! has the compiler print a file of the machine in its error message
//!
//! on = "ex4/reference"
//! parts = ["build-list", "slow-requests", "sum-lines"]
//! layers = ["language", "compile-fence"]
//! expect = ["rejected", "did-not-compile"]
//! check = "did-not-compile"

compile_error!(include_str!("/etc/hostname"));
