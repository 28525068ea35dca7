//! Every JSON that the runner prints or writes names its schema, and a change of its shape
//! is a new number. Reports of a class and the figures of the book have tests of their
//! own, in `class` and `site`.

// On a system where a case is left out, keys are missing.
#![cfg(target_os = "linux")]

mod shape;
// Each test crate uses its own share of the support module.
#[allow(dead_code)]
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use serde_json::{Value, json};

use shape::Kind;
use support::{Workbook, tests};

const FILE: &str = "exercises/ex1-squares/src/lib.rs";

fn held() -> PathBuf {
    tests().join("schemas")
}

fn document(workbook: &Workbook, words: &[&str]) -> Value {
    let ran = workbook.run(words);
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error} in {ran:?}"))
}

fn attempt(name: &str) -> String {
    fs::read_to_string(tests().join("attempts").join(name)).expect("an attempt")
}

/// A learner's way, with all that there is to note of it. Answers questions, too.
fn a_learners_way(workbook: &Workbook) -> Vec<Value> {
    let check = || document(workbook, &["check", "--json", "--seed", "5"]);
    let mut checks = vec![check()];
    workbook.run(&["hint", "ex1"]).expect(0);
    for name in [
        "wrong_syntax.rs",
        "panics.rs",
        "wrong_in_places.rs",
        "wrong_order.rs",
        "wrong_at_an_edge.rs",
        "panics_when_watched.rs",
        "lazy.rs",
        "quadratic.rs",
    ] {
        workbook.write(FILE, attempt(name));
        checks.push(check());
    }
    workbook.run(&["reset", "ex1"]).expect(0);
    checks.push(check());
    checks.push(check());
    workbook.write(FILE, attempt("pass.rs"));
    checks.push(check());
    // Where nothing is left behind, nothing is said of it.
    for file in [FILE, "solutions/ex1-squares/src/lib.rs"] {
        workbook.write(file, attempt("leaks.rs"));
    }
    checks.push(check());
    checks
}

#[test]
fn a_new_shape_of_checks_lists_and_the_history_is_a_new_number() {
    let workbook = Workbook::new();
    let list = || document(&workbook, &["list", "--json"]);
    let mut lists = vec![list()];
    let checks = a_learners_way(&workbook);
    lists.push(list());
    let kind = Kind {
        names: &["exercises[].parts[].windows[].allowed"],
        ..Kind::new("check")
    };
    kind.hold(&held(), &checks);
    Kind::new("list").hold(&held(), &lists);
    predict(&workbook);

    let mut events: Vec<Value> = Vec::new();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for line in workbook.read(".workbook/history.jsonl").lines() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        let event = line["event"].as_str().expect("a word").to_owned();
        *seen.entry(event.clone()).or_default() += 1;
        events.push(json!({"schema": line["schema"], event: line}));
    }
    let words: Vec<&str> = seen.keys().map(String::as_str).collect();
    assert_eq!(words, ["check", "hint", "prediction", "reset", "starter"]);
    let kind = Kind {
        names: &["check.parts"],
        ..Kind::new("history")
    };
    kind.hold(&held(), &events);
}

/// Answers both questions of the workbook.
fn predict(workbook: &Workbook) {
    let mut command = workbook.command(&["predict"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().expect("the runner");
    let mut input = child.stdin.take().expect("a pipe");
    std::io::Write::write_all(&mut input, b"9\n?\n?\n0\n").expect("answers");
    drop(input);
    let ran = workbook.ran(&child.wait_with_output().expect("it ends"));
    ran.expect(0);
    let view = |view: &str| document(workbook, &["predict", view, "--json"]);
    Kind::new("predict-list").hold(&held(), &[view("--list")]);
    Kind::new("predict-score").hold(&held(), &[view("--score")]);
}

#[test]
fn a_new_shape_of_advice_is_a_new_number() {
    let workbook = Workbook::new();
    let profile = |name: &str| {
        let file = tests().join("profiles").join(format!("{name}.json"));
        let source = tests().join("profiles/shop").display().to_string();
        let file = file.display().to_string();
        document(&workbook, &["advise", &file, "--source", &source, "--json"])
    };
    let documents = ["shop-dhat", "c-program"].map(profile);
    Kind::new("advise").hold(&held(), &documents);
}

/// The table of the README, beside the numbers that are held.
#[test]
fn the_readme_says_the_numbers() {
    let root = tests().join("../..");
    let readme = fs::read_to_string(root.join("README.md")).expect("the README");
    let here = held();
    let [class, site] =
        ["class", "site"].map(|of| root.join("xtask").join(of).join("tests/schemas"));
    for (folder, name, row) in [
        (&here, "check", "`check --json`"),
        (&here, "list", "`list --json`"),
        (&here, "history", "`.workbook/history.jsonl`"),
        (&here, "advise", "`advise --json`"),
        (&here, "predict-list", "`predict --list --json`"),
        (&here, "predict-score", "`predict --score --json`"),
        (&class, "results", "`results.jsonl`"),
        (&class, "grading", "`grading.json`"),
        (&class, "gradescope", "`extra_data`"),
        (&site, "measurements", "`book/measurements.json`"),
    ] {
        let shape = fs::read_to_string(folder.join(format!("{name}.txt"))).expect("a shape");
        let number = shape
            .lines()
            .next()
            .and_then(|head| head.strip_prefix("schema "));
        let number = number.expect("a number");
        let says = |line: &&str| line.contains(row) && line.ends_with(&format!("| {number} |"));
        let mut rows = readme.lines().filter(|line| line.starts_with('|'));
        assert!(
            rows.any(|line| says(&line)),
            "README.md: expected a row of {row} with the schema {number}"
        );
    }
}
