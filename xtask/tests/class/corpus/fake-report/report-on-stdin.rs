//! writes a report through a copy of standard input, where the harness writes its own, and
//! ends
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["rejected", "crashed", "wrong-answer"]
//! check = "rejected"

use std::fs::File;
use std::io::Write;
use std::os::fd::AsFd;

use shared::REPORT;

pub fn sum_lines(_journal: &mut dyn BufRead) -> io::Result<i64> {
    let mut pipe = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    pipe.write_all(REPORT.as_bytes())?;
    std::process::exit(0)
}
