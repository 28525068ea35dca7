//! Profilers. In: a window of a harness, or a profile that somebody made. Out: which
//! lines allocate, and when.

pub mod dhat_file;
pub mod heaptrack;
pub mod passes;
pub mod source_files;
pub mod valgrind;
