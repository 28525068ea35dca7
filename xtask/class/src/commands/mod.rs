//! What a person can ask for, beside the self-test. In: a command line. Out: a folder of
//! results with its reports, and an exit code.

pub mod grade;
pub mod merge;
pub mod options;
pub mod reports;
