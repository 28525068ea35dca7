//! What putting the results of a class together needs. In: how many students. Out: the
//! most resident bytes, as a number, for `cargo xtask bench`.
//!
//! The class does not exist; its records are as large as real ones, and some are hostile.
//! This process holds one of them at a time when it makes them up.

use std::process::ExitCode;

use class::commands::merge;
use xtask::failure::Failure;

#[path = "../tests/synthetic/mod.rs"]
mod synthetic;

fn main() -> ExitCode {
    let students = std::env::args().nth(1).and_then(|word| word.parse().ok());
    let Some(students) = students else {
        eprintln!("error: expected how many students as the first argument");
        return ExitCode::from(2);
    };
    match peak(students) {
        Ok(bytes) => {
            println!("{bytes}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
    }
}

fn peak(students: usize) -> Result<u64, Failure> {
    let scratch =
        tempfile::tempdir().map_err(|error| Failure::new(format!("no scratch folder: {error}")))?;
    let (part, whole) = (scratch.path().join("part"), scratch.path().join("whole"));
    synthetic::results_of(students, &part);
    merge::run(&[part], &whole)?;
    resident()
}

/// The most bytes of this process that were in memory at once, as Linux tells it.
fn resident() -> Result<u64, Failure> {
    let path = "/proc/self/status";
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::io("read", path.as_ref(), &error))?;
    let kibibytes = text
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    let kibibytes: Option<u64> = kibibytes.and_then(|number| number.parse().ok());
    kibibytes
        .map(|number| number * 1024)
        .ok_or_else(|| Failure::new(format!("{path} has no line `VmHWM: … kB`")))
}
