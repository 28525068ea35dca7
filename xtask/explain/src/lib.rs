//! From a profile to what it says. In: a profile of dhat, as the dhat crate or
//! valgrind wrote it, and which files are the reader's own. Out: the reader's
//! lines that allocate, what each of them does there, and the idea that answers it.
//!
//! ```text
//! profile ─► site ─► finding
//! frames     a line  what it is, which chapter, what to do
//! ```
//!
//! Pure: nothing is read, run or printed here. The crate is apart from the runner
//! because it is compiled with optimisation: profiles can be long.

pub mod advice;
pub mod curve;
pub mod events;
pub mod file;
pub mod finding;
pub mod frame;
pub mod growth;
pub mod operation;
mod origin;
pub mod profile;
pub mod program;
pub mod rate;
pub mod shape;
pub mod site;
pub mod sources;
mod standard;
pub mod syntax;
pub mod words;
