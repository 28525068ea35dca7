//! puts a file of the machine into the program with .incbin
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language", "compile-fence"]
//! expect = ["rejected", "did-not-compile"]
//! check = "pass"
//! sample = true

#[unsafe(naked)]
extern "C" fn hostname() {
    std::arch::naked_asm!("ret", ".incbin \"/etc/hostname\"")
}

/// Keeps it.
pub static KEPT: extern "C" fn() = hostname;
