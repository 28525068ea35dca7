//! takes the reference solution for a module, by an attribute that a macro makes
//!
//! on = "ex4/nothing"
//! parts = ["build-list", "slow-requests", "sum-lines"]
//! layers = ["language", "compile-fence"]
//! expect = ["rejected", "did-not-compile"]
//! check = "rejected"

macro_rules! module {
    ($name:ident $file:literal) => {
        #[cfg_attr(all(), path = $file)]
        mod $name;
    };
}

module!(reference "../../../../solutions/ex4-capacity/src/lib.rs");

pub use reference::*;
