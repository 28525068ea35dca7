//! What exercise 4 is asked. In: the learner's three functions. Out: a harness that weighs
//! them, and asks about the edges of their inputs.

mod journal;
mod log;
mod report;

use std::io::BufRead;
use std::process::ExitCode;

use meter::{AnyError, Call};
use serde::Serialize;

/// The functions under test. Each makes one call, and takes the answer out of its result.
pub struct Functions {
    /// `read_series`, with a report. An error is told by its words.
    pub read_series: fn(Call<'_>, &str) -> Result<Vec<i32>, String>,
    /// `slow_requests`, with a log.
    pub slow_requests: fn(Call<'_>, &str) -> Vec<Request>,
    /// `sum_lines`, with a journal. Whatever an error says, it is one.
    pub sum_lines: fn(Call<'_>, &mut dyn BufRead) -> Result<i64, AnyError>,
}

/// A slow request, as it was found.
#[derive(Serialize)]
#[allow(missing_docs)]
pub struct Request {
    pub at: u64,
    pub millis: u32,
}

/// The `main` of the harness.
pub fn main(functions: &Functions) -> ExitCode {
    meter::run(&[
        ("build-list", &|window| report::weigh(window, functions)),
        ("slow-requests", &|window| log::weigh(window, functions)),
        ("sum-lines", &|window| journal::weigh(window, functions)),
    ])
}
