//! Grades a class: strangers' code, behind a fence, into a gradebook.
//!
//! In: a folder of submissions. Out: one [`record::Record`] for each student and
//! exercise, and the reports that are made from them.

pub mod audit;
pub mod compile;
pub mod engine;
pub mod fence;
pub mod finish;
pub mod grading;
pub mod intake;
pub mod judge;
pub mod launcher;
pub mod ledger;
pub mod members;
pub mod merge;
pub mod merging;
pub mod options;
pub mod partition;
pub mod policy;
pub mod recipe;
pub mod record;
pub mod reference;
pub mod report;
pub mod scan;
pub mod self_test;
pub mod toolchain;
