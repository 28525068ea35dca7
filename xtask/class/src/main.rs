//! `cargo xtask grade …` runs this program. In: a command line. Out: a folder of
//! results, and an exit code: 0 everybody has a result, 2 the grader could not do its
//! work, or could not judge a file.
//!
//! The same program stands in for the compiler in two ways: it writes the compiler's
//! calls down (see `compile::recipe`), and it limits itself before it becomes the compiler (see
//! `fence`).

use std::process::ExitCode;

use class::commands::options::{self, Asked};
use class::commands::{grade, merge};
use class::self_test;
use xtask::failure::Failure;

fn main() -> ExitCode {
    if let Some(code) = class::stand_in_for_the_compiler() {
        return code;
    }
    xtask::end_with_the_reader();
    // Not even a fault of the grader shows anybody a stack trace.
    std::panic::set_hook(Box::new(|panic| {
        eprintln!("error: a fault in the grader itself: {panic}");
    }));
    match std::panic::catch_unwind(run) {
        Ok(Ok(code)) => code,
        Ok(Err(failure)) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
        Err(_) => ExitCode::from(2),
    }
}

fn run() -> Result<ExitCode, Failure> {
    match options::read() {
        Asked::Grade(options) => grade::run(&options),
        Asked::Merge { parts, out } => merge::run(&parts, &out),
        Asked::SelfTest(scope) => self_test::run(scope),
    }
}
