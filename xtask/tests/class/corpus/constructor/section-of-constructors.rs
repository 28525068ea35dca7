//! puts a pointer into the section of functions that run before `main`
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! trace = ["/tmp/class-attack-section-of-constructors"]
//! check = "rejected"

extern "C" fn early() {
    let _ = std::fs::write("/tmp/class-attack-section-of-constructors", "early");
}

/// The loader calls it.
#[used]
#[unsafe(link_section = ".init_array")]
pub static EARLY: extern "C" fn() = early;
