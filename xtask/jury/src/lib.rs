//! The jury: files that a reviewer judged, and the grader must judge the same.
//!
//! In: `xtask/tests/jury`, with a folder for each exercise. Out: what the grader says of
//! each file, beside what is right.
//!
//! ```text
//! overlaid ─► candidate ─► trial
//! files of    a whole      its verdict,
//! fragments   file         and the right one
//! ```

pub mod candidate;
pub mod overlaid;
pub mod overlay;
pub mod trial;
