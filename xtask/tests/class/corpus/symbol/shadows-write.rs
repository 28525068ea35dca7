//! defines the symbol `write` in a naked function, and swallows what has the length of an
//! event
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile", "over-budget"]
//! check = "over-budget"
//! sample = true

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
#[unsafe(naked)]
extern "C" fn swallow() {
    std::arch::naked_asm!(
        ".globl write",
        "write:",
        "cmp rdx, 24",
        "jne 2f",
        "mov eax, 24",
        "ret",
        "2: mov eax, 1",
        "syscall",
        "ret",
    )
}

fn sum_lines() {
    let swallow: extern "C" fn() = swallow;
    std::hint::black_box(swallow);
    sloppy_sum(journal)
}
