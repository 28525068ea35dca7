//! What the grader itself needs: a class of ten times the students must not need ten
//! times the memory. The real program puts synthetic results together and reports them.

#![cfg(target_os = "linux")]

mod classes;
mod synthetic;

use std::fs;
use std::path::Path;

use nix::sys::resource::{UsageWho, getrusage};

/// What each more student may cost: names, points, marks, hashes of what was sent, and
/// rows of the index. A student's records are many times as large.
const BYTES_A_STUDENT: u64 = 20_000;

/// The most resident bytes of any program that this one has started.
fn peak_of_children() -> u64 {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("what children used");
    usage.max_rss() as u64 * 1024
}

fn merged(from: &Path, out: &Path) {
    let words = ["merge", from.to_str().expect("text"), "--out"];
    let mut command = classes::program(&words);
    command.arg(out);
    // Nobody has some of the results, and the program says so.
    classes::done(command, 2);
}

#[test]
fn a_larger_class_needs_hardly_more_memory() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let at = |name: &str| scratch.path().join(name);
    let (few, many) = (20, 200);
    synthetic::results_of(few, &at("few"));
    merged(&at("few"), &at("few-merged"));
    let before = peak_of_children();
    synthetic::results_of(many, &at("many"));
    merged(&at("many"), &at("many-merged"));
    let after = peak_of_children();
    let more = after - before;
    let size = fs::metadata(at("many").join("results.jsonl")).expect("results");
    let most = BYTES_A_STUDENT * (many - few) as u64;
    assert!(
        size.len() > 2 * most,
        "{} bytes of results are too few to tell",
        size.len()
    );
    assert!(
        more < most,
        "{few} students: {before} bytes, {many} students: {after} bytes"
    );
}
