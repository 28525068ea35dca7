//! Nothing is lost: the real program grades a small class, is killed, and goes on.

#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use class::record::{Outcome, Record};
use xtask::grade::Verdict;

fn root() -> PathBuf {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    crates.into_iter().nth(2).expect("the workbook").to_owned()
}

fn program(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_class"));
    command.current_dir(root()).args(words).stdin(Stdio::null());
    command
}

fn grade(class: &Path, out: &Path, more: &[&str]) -> Command {
    let (class, out) = (class.to_str().expect("text"), out.to_str().expect("text"));
    let mut command = program(&[class, "--out", out, "--accept-root"]);
    command.args(["--time-limit", "2", "--compile-time-limit", "10"]);
    command.args(more);
    command
}

fn text(output: &Output) -> String {
    let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    shown(&output.stdout) + &shown(&output.stderr)
}

fn done(mut command: Command, code: i32) -> String {
    let output = command.output().expect("the program starts");
    let text = text(&output);
    assert_eq!(output.status.code(), Some(code), "{text}");
    text
}

fn hand_in(class: &Path, student: &str, from: &str) {
    let folder = class.join(student);
    fs::create_dir_all(&folder).expect("a folder");
    fs::copy(root().join(from), folder.join("ex3.rs")).expect("a file");
}

/// Honest, equal, unfinished and hostile students, and one who sent nothing.
fn small_class(class: &Path) {
    let solution = "solutions/ex3-string-trap/src/lib.rs";
    hand_in(class, "anna", solution);
    hand_in(class, "bela", solution);
    hand_in(class, "cleo", "exercises/ex3-string-trap/src/lib.rs");
    hand_in(class, "dora", "xtask/tests/class/corpus/exit-zero.rs");
    hand_in(class, "emil", "xtask/tests/class/corpus/busy-loop.rs");
    fs::create_dir_all(class.join("fred")).expect("a folder");
}

type Results = BTreeMap<(String, String), Record>;

/// The newest records, without what differs from one run to the next.
fn results(out: &Path) -> Results {
    let lines = fs::read_to_string(out.join("results.jsonl")).expect("results");
    let record = |line| {
        let mut record: Record = serde_json::from_str(line).expect("a record");
        (record.proof.at, record.proof.took_ms) = (0, 0);
        ((record.student.clone(), record.exercise.clone()), record)
    };
    lines.lines().map(record).collect()
}

fn verdict(results: &Results, student: &str) -> Verdict {
    let key = (student.to_owned(), "ex3".to_owned());
    match &results[&key].outcome {
        Outcome::Graded { verdict, .. } => *verdict,
        other => panic!("{student}: {other:?}"),
    }
}

fn same_seed(from: &Path, out: &Path) {
    fs::create_dir_all(out).expect("a folder");
    fs::copy(from.join("grading.json"), out.join("grading.json")).expect("a seed");
}

fn gradebook(out: &Path) -> String {
    fs::read_to_string(out.join("gradebook.csv")).expect("a gradebook")
}

#[test]
fn what_is_killed_or_divided_comes_to_the_same() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let at = |name: &str| scratch.path().join(name);
    let (class, whole) = (at("class"), at("whole"));
    small_class(&class);
    done(grade(&class, &whole, &[]), 0);
    let expected = results(&whole);
    for honest in ["anna", "bela"] {
        assert_eq!(verdict(&expected, honest), Verdict::Pass, "{honest}");
    }
    for other in ["cleo", "dora", "emil"] {
        assert_ne!(verdict(&expected, other), Verdict::Pass, "{other}");
    }

    // Started again, nothing is judged.
    let again = done(grade(&class, &whole, &[]), 0);
    assert!(again.contains("judged now: 0 files"), "{again}");

    // Killed at several moments, then completed.
    let killed = at("killed");
    same_seed(&whole, &killed);
    for moment in [2_000, 3_500, 1_200] {
        let mut command = grade(&class, &killed, &[]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program starts");
        std::thread::sleep(Duration::from_millis(moment));
        child.kill().expect("killed or over");
        child.wait().expect("its end");
    }
    // What a power cut leaves of a line.
    let path = killed.join("results.jsonl");
    let mut bytes = fs::read(&path).unwrap_or_default();
    bytes.extend_from_slice(b"{\"student\":\"an");
    fs::write(&path, bytes).expect("written");
    let mended = done(grade(&class, &killed, &[]), 0);
    assert!(mended.contains("results.torn"), "{mended}");
    assert_eq!(results(&killed), expected);
    assert_eq!(gradebook(&killed), gradebook(&whole));
    let left = fs::read_dir(killed.join("scratch")).expect("a folder");
    assert_eq!(left.count(), 0, "a scratch folder is left");

    // In two parts.
    for (name, part) in [("one", "hash:1/2"), ("two", "hash:2/2")] {
        same_seed(&whole, &at(name));
        done(grade(&class, &at(name), &["--partition", part]), 0);
    }
    let merge = |parts: &[&str], out: &str| {
        let mut command = program(&["merge"]);
        command.args(parts.iter().map(|part| at(part)));
        command.arg("--out").arg(at(out));
        command
    };
    done(merge(&["one", "two"], "merged"), 0);
    assert_eq!(results(&at("merged")), expected);
    let gap = done(merge(&["one"], "half"), 2);
    assert!(gap.contains("hash:2/2 is missing"), "{gap}");

    // One changed file is judged again, and no other.
    let changed = class.join("anna/ex3.rs");
    let longer = fs::read_to_string(&changed).expect("a file") + "\n// Later.\n";
    fs::write(&changed, longer).expect("written");
    let one = done(grade(&class, &whole, &[]), 0);
    assert!(one.contains("judged now: 1 file;"), "{one}");
    let mut now = results(&whole);
    let key = ("anna".to_owned(), "ex3".to_owned());
    assert_ne!(now[&key], expected[&key]);
    now.insert(key.clone(), expected[&key].clone());
    assert_eq!(now, expected);
}
