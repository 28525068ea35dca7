//! says that it is a macro of the compiler, which would run while the harness is compiled
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! trace = ["/tmp/class-attack-proc-macro-crate"]
//! check = "did-not-compile"
#![crate_type = "proc-macro"]

extern crate proc_macro;

/// Runs in the compiler.
#[proc_macro]
pub fn run(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let _ = std::fs::write("/tmp/class-attack-proc-macro-crate", "in the compiler");
    input
}
