//! What the grader itself needs: a class of ten times the students must not need ten
//! times the memory. A program puts synthetic results together and reports them.

#![cfg(target_os = "linux")]

mod synthetic;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What each more student may cost: names, points, marks, hashes of what was sent, and
/// rows of the index. A student's records are many times as large.
const BYTES_A_STUDENT: u64 = 20_000;

/// Builds the program that puts results together.
fn program() -> PathBuf {
    let name = "grading_memory";
    // With the features of the whole workspace, as all tests are built: alone, its
    // libraries would be compiled once more.
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--workspace", "--example", name])
        .status();
    assert!(status.is_ok_and(|status| status.success()));
    let own = env::current_exe().expect("this program");
    let profile = own.ancestors().nth(2).expect("the folder of the profile");
    profile.join("examples").join(name)
}

/// The most resident bytes of a process that does it for so many.
fn peak(program: &Path, students: usize) -> u64 {
    let output = Command::new(program)
        .arg(students.to_string())
        .output()
        .expect("the program starts");
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
    let program = program();
    let (before, after) = (peak(&program, few), peak(&program, many));
    assert!(
        after < before + most,
        "{few} students: {before} bytes, {many} students: {after} bytes"
    );
}
