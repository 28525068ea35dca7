//! asks the kernel for memory in a naked function, which needs no `unsafe` and may hold any
//! instructions
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! budgets = ["allocations", "peak_bytes"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! check = "pass"

use shared::sum_in;

/// mmap(0, 2 MiB, readable and writable, private and of no file).
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
#[unsafe(naked)]
extern "C" fn more() -> &'static mut [u8; 2 << 20] {
    std::arch::naked_asm!(
        "mov eax, 9",
        "xor edi, edi",
        "mov esi, 0x200000",
        "mov edx, 3",
        "mov r10d, 0x22",
        "mov r8, -1",
        "xor r9d, r9d",
        "syscall",
        "ret",
    )
}

fn sum_lines() {
    sum_in(more(), journal)
}
