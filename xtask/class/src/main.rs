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
use xtask::program;

fn main() -> ExitCode {
    if let Some(code) = class::stand_in_for_the_compiler() {
        return code;
    }
    program::run("the grader itself", run)
}

fn run() -> Result<ExitCode, Failure> {
    match options::read() {
        Asked::Grade(options) => grade::run(&options),
        Asked::Merge { parts, out } => merge::run(&parts, &out),
        Asked::SelfTest(scope, only) => self_test::run(scope, only.as_deref()),
    }
}
