//! calls a function that there is not from a naked function, so that linking the harness
//! fails
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! check = "did-not-compile"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

#[unsafe(naked)]
extern "C" fn missing() {
    std::arch::naked_asm!("jmp class_attack_missing")
}

fn sum_lines() {
    missing();
    sloppy_sum(journal)
}
