//! reads the environment of the compiler
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language", "compile-fence"]
//! expect = ["rejected", "did-not-compile"]
//! check = "pass"
//! sample = true

/// Where programs are, whose machine it is, and what built this.
pub static SEEN: [Option<&str>; 3] = [
    option_env!("PATH"),
    option_env!("HOME"),
    Some(env!("CARGO_PKG_NAME")),
];
