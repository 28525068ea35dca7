//! Programs of the workbook that are compiled when somebody wants them. In: a package and
//! the profile that it is built in. Out: whether its program is what its sources say now,
//! without asking cargo; and if it is not, the words that make cargo build it.
//!
//! Cargo waits for whoever builds in the same folder. A program that is up to date must
//! not: so what it was made of is noted beside it.

pub mod dep_info;
pub mod heartbeat;
pub mod program;
mod stamp;
