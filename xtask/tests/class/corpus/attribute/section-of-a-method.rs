//! puts the code of a method into a section of its choice
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! check = "pass"
//! sample = true

/// Nothing.
pub struct Nothing;

impl Nothing {
    /// The lint on unsafe code does not look at methods.
    #[unsafe(link_section = ".class_attack")]
    pub fn elsewhere() {}
}
