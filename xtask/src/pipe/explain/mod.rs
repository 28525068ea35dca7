//! Receipts: which line costs what. In: a part that was graded, and profiles of its
//! windows. Out: a [`Receipt`] for each thing that it was charged for, whose lines
//! add up to what was counted.
//!
//! Windows are weighed once more, with the call stack of each allocation. That takes
//! some microseconds for each, so it is not done at the largest size.

mod explaining;
mod plan;
mod probes;
mod receipt;

pub use explaining::{Explaining, Next, Probe};
pub use receipt::{Charge, Explain, Line, Receipt};
