//! calls a foreign function that there is not, so that linking the harness fails
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! check = "rejected"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

unsafe extern "C" {
    safe fn class_attack_missing() -> i32;
}

fn sum_lines() {
    println!("{}", class_attack_missing());
    sloppy_sum(journal)
}
