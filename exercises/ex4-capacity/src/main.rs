//! Hands the three functions of exercise 4 to what asks them. Types are written out: each
//! function must be exactly this one, and its result is read by patterns, so that no code
//! of yours runs where nothing is counted.

use std::io::{self, BufRead};
use std::num::ParseIntError;
use std::process::ExitCode;

use ex4_capacity::Request;
use meter::{AnyError, Call};

fn main() -> ExitCode {
    kit::main(&kit::Functions {
        read_series,
        slow_requests,
        sum_lines,
    })
}

fn read_series(call: Call<'_>, report: &str) -> Result<Vec<i32>, String> {
    let function: fn(&str) -> Result<Vec<i32>, ParseIntError> = ex4_capacity::read_series;
    call.run(
        || function(report),
        |series| series.clone().map_err(|error| error.to_string()),
    )
}

fn slow_requests(call: Call<'_>, log: &str) -> Vec<kit::Request> {
    let function: fn(&str) -> Vec<Request> = ex4_capacity::slow_requests;
    let read = |request: &Request| {
        let Request { at, millis, .. } = request;
        kit::Request {
            at: *at,
            millis: *millis,
        }
    };
    call.run(|| function(log), |slow| slow.iter().map(read).collect())
}

fn sum_lines(call: Call<'_>, journal: &mut dyn BufRead) -> Result<i64, AnyError> {
    let function: fn(&mut dyn BufRead) -> io::Result<i64> = ex4_capacity::sum_lines;
    call.run(
        || function(journal).map_err(|error| error.to_string()),
        |sum: &Result<i64, String>| sum.clone().map_err(AnyError),
    )
}
