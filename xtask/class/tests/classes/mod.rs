//! Small classes, and the real program that grades them.

#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use class::corpus::Corpus;
use class::ledger::record::{ExerciseOutcome, Record};
use xtask::pipe::grade::Verdict;
use xtask::workbook::Workbook;

pub fn root() -> PathBuf {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    crates.into_iter().nth(2).expect("the workbook").to_owned()
}

pub fn program(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_class"));
    command.current_dir(root()).args(words).stdin(Stdio::null());
    command
}

pub fn grade(class: &Path, out: &Path, more: &[&str]) -> Command {
    let (class, out) = (class.to_str().expect("text"), out.to_str().expect("text"));
    let mut command = program(&[class, "--out", out, "--accept-root"]);
    command.args(["--time-limit", "2", "--compile-time-limit", "10"]);
    command.args(more);
    command
}

pub fn text(output: &Output) -> String {
    let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    shown(&output.stdout) + &shown(&output.stderr)
}

pub fn done(mut command: Command, code: i32) -> String {
    let output = command.output().expect("the program starts");
    let text = text(&output);
    assert_eq!(output.status.code(), Some(code), "{text}");
    text
}

/// Hands a file of the workbook in, as `ex3.rs` for the exercise `ex3`.
pub fn hand_in(class: &Path, student: &str, exercise: &str, from: &str) {
    let text = fs::read_to_string(root().join(from)).expect("a file");
    hand_in_text(class, student, exercise, &text);
}

/// Hands a file of the corpus in.
pub fn hand_in_attack(class: &Path, student: &str, name: &str) {
    let workbook = Workbook::open(&root()).expect("the workbook");
    let corpus = Corpus::read(&workbook).expect("the corpus");
    let attack = corpus.find(name).expect("an attack of that name");
    hand_in_text(class, student, &attack.exercise, &attack.text);
}

/// Hands a text in.
pub fn hand_in_text(class: &Path, student: &str, exercise: &str, text: &str) {
    let folder = class.join(student);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(exercise).with_extension("rs"), text).expect("written");
}

pub type Results = BTreeMap<(String, String), Record>;

/// The newest records, without what differs from one run to the next.
pub fn results(out: &Path) -> Results {
    let lines = fs::read_to_string(out.join("results.jsonl")).expect("results");
    let record = |line| {
        let mut record: Record = serde_json::from_str(line).expect("a record");
        (record.proof.at, record.proof.took_ms) = (0, 0);
        ((record.student.clone(), record.exercise.clone()), record)
    };
    lines.lines().map(record).collect()
}

/// How many files have a verdict.
pub fn judged(out: &Path) -> usize {
    let lines = fs::read_to_string(out.join("results.jsonl")).unwrap_or_default();
    let graded = |line: &&str| line.contains("\"state\":\"graded\"") && line.ends_with('}');
    lines.lines().filter(graded).count()
}

/// The verdict on a student's exercise.
pub fn verdict(results: &Results, student: &str, exercise: &str) -> Verdict {
    let key = (student.to_owned(), exercise.to_owned());
    match &results[&key].outcome {
        ExerciseOutcome::Graded { verdict, .. } => *verdict,
        other => panic!("{student}: {other:?}"),
    }
}

pub fn same_seed(from: &Path, out: &Path) {
    fs::create_dir_all(out).expect("a folder");
    fs::copy(from.join("grading.json"), out.join("grading.json")).expect("a seed");
}

pub fn gradebook(out: &Path) -> String {
    fs::read_to_string(out.join("gradebook.csv")).expect("a gradebook")
}
