//! defines symbols with global_asm!
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! check = "rejected"

std::arch::global_asm!(".globl class_attack", "class_attack: ret");
