//! includes the reference solution
//!
//! on = "ex4/nothing"
//! parts = ["build-list", "slow-requests", "sum-lines"]
//! layers = ["language", "compile-fence"]
//! expect = ["rejected", "did-not-compile"]
//! check = "did-not-compile"

include!("../../../../solutions/ex4-capacity/src/lib.rs");
