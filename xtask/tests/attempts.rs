//! Every kind of attempt gets its verdict: each file in `tests/attempts` is
//! graded, and what is printed is compared with `tests/golden`.
//!
//! After a wanted change: `UPDATE_GOLDEN=1 cargo test --package xtask --test attempts`,
//! then read the difference before it is committed.

// Each test crate uses its own share of the support module.
#[allow(dead_code)]
mod support;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use support::{Workbook, tests, without_waiting};

#[test]
fn every_attempt_gets_its_verdict() {
    let workbook = Workbook::new();
    // Copied, so that no line is broken elsewhere for the length of a path.
    fs::create_dir(workbook.path("attempts")).expect("a folder");
    let mut differing = Vec::new();
    for file in attempts() {
        let name = file.file_stem().map(|n| n.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        let path = format!("attempts/{name}.rs");
        workbook.write(&path, fs::read(&file).expect("an attempt"));
        let limits = ["--seed", "7", "--time-limit", "2", "--memory-limit", "64"];
        let words = [&["check", "ex1", "--file", &path][..], &limits].concat();
        let ran = workbook.run(&words);
        let text = format!(
            "{}{}exit code: {:?}\n",
            settled(&ran.stdout),
            without_waiting(&ran.stderr),
            ran.code.unwrap_or(-1)
        );
        if !is_golden(&name, &text) {
            differing.push(format!("--- {name}\n{text}"));
        }
    }
    assert!(
        differing.is_empty(),
        "other than in tests/golden (see the head of this file):\n{}",
        differing.join("\n")
    );
}

fn attempts() -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = fs::read_dir(tests().join("attempts"))
        .expect("the attempts")
        .map(|entry| entry.expect("an entry").path())
        // What one allocates depends on the environment; it has a test below. How long the
        // other takes depends on the machine; it has one in `bounds.rs`.
        .filter(|path| !path.ends_with("leaves_a_child.rs") && !path.ends_with("quadratic.rs"))
        .collect();
    files.sort();
    assert!(files.len() > 20, "the attempts are missing: {files:?}");
    files
}

/// How far a program that prints forever got is up to the machine.
fn settled(text: &str) -> String {
    let line = |line: &str| match line.split_once(" lines printed") {
        Some((before, after))
            if before.ends_with(|c: char| c.is_ascii_digit()) && before.len() > 18 =>
        {
            let head = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
            format!("{head}N lines printed{after}")
        }
        _ => line.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

fn is_golden(name: &str, text: &str) -> bool {
    let path = tests().join("golden").join(name).with_extension("txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, text).expect("the golden file is written");
    }
    fs::read_to_string(&path).is_ok_and(|golden| golden == text)
}

#[test]
fn no_golden_file_is_left_over() {
    let attempts: Vec<_> = attempts()
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_owned()))
        .collect();
    for entry in fs::read_dir(tests().join("golden")).expect("the golden files") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().unwrap_or_default();
        assert!(
            attempts.iter().any(|a| a == stem),
            "{} has no attempt",
            path.display()
        );
    }
}

#[test]
fn a_child_that_goes_on_does_not_hold_up_the_check() {
    let workbook = Workbook::new();
    let path = tests()
        .join("attempts/leaves_a_child.rs")
        .display()
        .to_string();
    let start = Instant::now();
    workbook.run(&["check", "ex1", "--file", &path]).expect(1);
    // The child would go on for two hours, and no machine is that slow.
    assert!(
        start.elapsed() < Duration::from_secs(3_600),
        "{:?}",
        start.elapsed()
    );
    assert!(
        !is_running("sleep 7200.25"),
        "the learner's child still runs"
    );
}

/// Whether a process with this command line exists, where the system says so.
fn is_running(command: &str) -> bool {
    let Ok(processes) = fs::read_dir("/proc") else {
        return false;
    };
    processes.filter_map(Result::ok).any(|process| {
        let line = fs::read(Path::new(&process.path()).join("cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line).replace('\0', " ");
        line.trim() == command
    })
}

#[test]
fn an_input_is_shown_whole_if_that_is_asked_for() {
    let workbook = Workbook::new();
    let path = tests().join("attempts/wrong_order.rs");
    let path = path.display().to_string();
    let words = ["check", "ex1", "--all", "--file", &path, "--seed", "7"];
    let ran = workbook.run(&words).expect(1);
    ran.says("`--show-input` shows all");
    let ran = workbook
        .run(&[&words[..], &["--show-input"]].concat())
        .expect(1);
    assert!(!ran.stdout.contains("`--show-input`"), "{}", ran.stdout);
    let lines = ran
        .stdout
        .lines()
        .skip_while(|line| !line.contains("the input:"));
    let numbers = lines.skip(1).take_while(|line| line.starts_with("   |   "));
    assert_eq!(numbers.count(), 11, "{}", ran.stdout);
}
