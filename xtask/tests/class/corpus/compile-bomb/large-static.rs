//! puts a static variable of 96 MiB, none of them zero, into the program
//!
//! on = "ex4/reference"
//! parts = ["build-list", "slow-requests", "sum-lines"]
//! layers = ["compile-fence", "audit"]
//! expect = ["did-not-compile", "timed-out", "out-of-memory", "rejected", "crashed"]
//! flagged = true
//! check = "pass, with a library of 100 MB"

/// As large as a film.
pub static FILM: [u8; 96 << 20] = [1; 96 << 20];
