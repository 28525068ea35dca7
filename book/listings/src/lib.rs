//! Every listing of the book. In: nothing. Out: what a chapter shows and what
//! the scales weigh, so that the two cannot differ.
//!
//! One module per chapter. The book includes what stands between `ANCHOR`
//! comments; `src/weigh` says with which input each function is weighed. The
//! allocator that counts is in another crate (`meter`) and is linked by the
//! binary alone: in the same crate it would change what the optimiser removes.

pub mod ch01;
pub mod ch02;
pub mod ch03;
pub mod ch04;
pub mod ch05;
pub mod ch06;
pub mod ch08;
pub mod next;
