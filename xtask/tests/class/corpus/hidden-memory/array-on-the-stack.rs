//! reads the whole file into an array of 2 MiB on the stack
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! budgets = ["allocations", "peak_bytes"]
//! layers = ["audit"]
//! expect = ["over-budget", "rejected", "did-not-compile", "crashed"]
//! flagged = true
//! check = "pass"

use shared::sum_in;

fn sum_lines() {
    sum_in(&mut [0; 2 << 20], journal)
}
