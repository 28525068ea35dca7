//! What the grader itself needs: a class of ten times the students must not need ten
//! times the memory. A program puts synthetic results together and reports them.

#![cfg(target_os = "linux")]

mod synthetic;

use std::fs;
use std::process::Command;

/// What each more student may cost: names, points, marks, hashes of what was sent, and
/// rows of the index. A student's records are many times as large.
const BYTES_A_STUDENT: u64 = 20_000;

/// The most resident bytes of a process that does it for so many.
fn peak(students: usize) -> u64 {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "class"])
        .args(["--example", "grading_memory", &students.to_string()])
        .output()
        .expect("cargo");
    let said = String::from_utf8_lossy(&output.stdout);
    let last = said.lines().last().and_then(|line| line.parse().ok());
    last.unwrap_or_else(|| panic!("{said}{}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn a_larger_class_needs_hardly_more_memory() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (few, many) = (20, 200);
    let results = scratch.path().join("many");
    synthetic::results_of(many, &results);
    let size = fs::metadata(results.join("results.jsonl")).expect("results");
    let most = BYTES_A_STUDENT * (many - few) as u64;
    assert!(
        size.len() > 2 * most,
        "{} bytes of results are too few to tell",
        size.len()
    );
    let (before, after) = (peak(few), peak(many));
    assert!(
        after < before + most,
        "{few} students: {before} bytes, {many} students: {after} bytes"
    );
}
