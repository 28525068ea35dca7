//! runs instructions before `main`, and so before any seal, by way of a naked function
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! trace = ["/tmp/class-attack-runs-before-main"]
//! check = "over-budget; leaves /tmp/class-attack-runs-before-main"
//! sample = true

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

/// Makes an empty file: open("/tmp/…", O_CREAT | O_WRONLY, 0o644).
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
#[unsafe(naked)]
extern "C" fn early() {
    std::arch::naked_asm!(
        "mov eax, 2",
        "lea rdi, [rip + 3f]",
        "mov esi, 0x41",
        "mov edx, 0x1a4",
        "syscall",
        "ret",
        "3: .asciz \"/tmp/class-attack-runs-before-main\"",
        ".pushsection .init_array, \"aw\"",
        ".p2align 3",
        ".quad {early}",
        ".popsection",
        early = sym early,
    )
}

fn sum_lines() {
    let early: extern "C" fn() = early;
    std::hint::black_box(early);
    sloppy_sum(journal)
}
