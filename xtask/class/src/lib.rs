//! Grades a class: strangers' code, behind a fence, into a gradebook.
//!
//! In: a folder of submissions. Out: one [`record::Record`] for each student and
//! exercise, and the reports that are made from them.

pub mod record;
pub mod report;
