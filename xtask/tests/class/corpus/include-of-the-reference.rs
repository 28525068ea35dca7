//! includes the reference solution

include!("../../../../solutions/ex4-capacity/src/lib.rs");
