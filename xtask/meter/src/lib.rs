//! The scales. In: a function and its input. Out: what the function allocated.
//!
//! Linking this crate installs its allocator, a thin layer over the system's,
//! as the global allocator of the program, so only harnesses and programs of tests link
//! it. [`run`] is the whole `main` of an
//! exercise's harness: it reads which part to weigh, calls it with a
//! [`Window`], and writes one [`Report`](meter_report::Report).
//!
//! ```no_run
//! use meter::Window;
//!
//! fn main() -> std::process::ExitCode {
//!     meter::run(&[("squares", &squares)])
//! }
//!
//! fn squares(window: &mut Window) {
//!     let numbers: Vec<u64> = (0..window.items() as u64).collect();
//!     let squares = window.weigh(numbers.as_slice(), |numbers| {
//!         numbers.iter().map(|n| n * n).collect::<Vec<u64>>()
//!     });
//!     window.answer(&squares);
//! }
//! ```
//!
//! # What is counted
//!
//! The convention is the one of the dhat crate. An allocation is one call of
//! `alloc`, `alloc_zeroed` or `realloc`. Bytes are the sizes asked for, and a
//! `realloc` counts its full new size. The peak is the most bytes that were
//! live at once. Calls of every thread count.

mod allocator;
mod answers;
mod arguments;
mod clock;
mod harness;
mod panics;
mod plain;
mod reading;
mod route;
mod seal;
mod stacks;
mod tell;
mod totals;
mod trace;
mod window;

pub use allocator::Meter;
pub use answers::{AnyError, Fact, Named, bytes, lines};
pub use fastrand::Rng;
pub use harness::{Part, run};
pub use meter_report::Counts;
pub use panics::panics;
pub use plain::{Held, List, Text, held, list, text};
pub use window::{Call, Seed, Window};
