//! The lines that cost: what a failed check, `--explain` and `hint` say of them.

// Each test crate uses its own share of the support module.
#[allow(dead_code)]
mod support;

use serde_json::Value;
use support::Workbook;

const LEARNER_FILE: &str = "exercises/ex1-squares/src/lib.rs";

/// The list grows as the squares come.
const GROWS: &str = include_str!("attempts/over_budget.rs");
const PASSES: &str = include_str!("attempts/pass.rs");

fn parts(workbook: &Workbook, words: &[&str]) -> Vec<Value> {
    let words = [&["check", "ex1", "--json"][..], words].concat();
    let ran = workbook.run(&words);
    let document: Value = serde_json::from_str(&ran.stdout).expect("one JSON document");
    document["exercises"][0]["parts"]
        .as_array()
        .expect("parts")
        .clone()
}

fn sum(sites: &Value, charge: &str, key: &str) -> u64 {
    let sites = sites.as_array().expect("sites");
    let of_charge = sites.iter().filter(|site| site["charge"] == charge);
    of_charge.filter_map(|site| site[key].as_u64()).sum()
}

#[test]
fn sites_add_up_to_what_was_counted() {
    let workbook = Workbook::new();
    for (text, words) in [(GROWS, &[][..]), (PASSES, &["--explain"][..])] {
        workbook.write(LEARNER_FILE, text);
        let part = &parts(&workbook, words)[0];
        let items = &part["sites"][0]["items"];
        let windows = part["windows"].as_array().expect("windows");
        let window = windows
            .iter()
            .find(|window| window["items"] == *items)
            .expect("the window that is shown");
        for (charge, key, counted) in [
            ("made", "blocks", "allocations"),
            ("made", "bytes", "bytes"),
        ] {
            assert_eq!(
                Some(sum(&part["sites"], charge, key)),
                window[counted].as_u64(),
                "{charge} {key}: {part:#}"
            );
        }
    }
}

#[test]
fn only_what_is_asked_for_is_explained() {
    let workbook = Workbook::new();
    workbook.write(LEARNER_FILE, PASSES);
    assert!(parts(&workbook, &[])[0].get("sites").is_none());
    assert!(parts(&workbook, &["--explain"])[0].get("sites").is_some());
    workbook.write(LEARNER_FILE, GROWS);
    assert!(parts(&workbook, &[])[0].get("sites").is_some());
    let nothing = parts(&workbook, &["--explain=nothing"]);
    assert!(nothing[0].get("sites").is_none());
    workbook
        .run(&["check", "ex1", "--explain=all"])
        .expect(2)
        .says("everything");
}

#[test]
fn a_pass_is_explained_when_asked() {
    let workbook = Workbook::new();
    workbook.write(LEARNER_FILE, PASSES);
    workbook
        .run(&["check", "ex1", "--explain"])
        .expect(0)
        .says("made for 512 numbers: 1 allocation, 4,096 bytes")
        .says("5 | let mut squares = Vec::with_capacity(numbers.len());")
        // The sum makes nothing.
        .says("made for 512 numbers: 0 allocations, 0 bytes");
}

/// Graded in three windows, and not to be looked at in a fourth. What it does to
/// count them needs no memory.
#[test]
fn a_pass_that_cannot_be_looked_at_is_no_failure() {
    let workbook = Workbook::new();
    let counter = workbook.path("windows");
    let text = PASSES.replacen(
        "    let mut squares",
        &format!(
            "    use std::io::Write;\n    \
             let path = {:?};\n    \
             let mut file = std::fs::File::options().create(true).append(true).open(path).unwrap();\n    \
             file.write_all(b\".\").unwrap();\n    \
             assert!(file.metadata().unwrap().len() <= 3, \"not while you look\");\n    \
             let mut squares",
            counter.display().to_string()
        ),
        1,
    );
    workbook.write(LEARNER_FILE, text);
    workbook
        .run(&["check", "ex1", "--explain"])
        .expect(0)
        .says("ex1-squares: pass, 2 of 2 parts pass (seed ")
        .says("not while you look");
    std::fs::remove_file(&counter).expect("it was written");
    let part = &parts(&workbook, &["--explain"])[0];
    assert_eq!(part["verdict"], "pass");
    let why = part["unexplained"].as_str().expect("a reason");
    assert!(why.contains("not while you look"), "{why}");
}

/// The code under test changes its own file, as an editor could meanwhile.
#[test]
fn a_file_that_changes_while_it_is_checked_is_said_so() {
    let workbook = Workbook::new();
    let path = workbook.path(LEARNER_FILE);
    let text = GROWS.replacen(
        "    let mut squares = Vec::new();",
        &format!(
            "    if std::env::args().any(|word| word == \"--stacks\") {{\n        \
             let _ = std::fs::write({:?}, \"\");\n    }}\n    \
             let mut squares = Vec::new();",
            path.display().to_string()
        ),
        1,
    );
    workbook.write(LEARNER_FILE, &text);
    workbook
        .run(&["check", "ex1"])
        .expect(1)
        .says("changed while it was checked")
        // The lines are those that were compiled.
        .says("squares.push(");
    assert_eq!(workbook.read(LEARNER_FILE), "");
}

#[test]
fn hints_begin_with_the_line_that_costs_most() {
    let workbook = Workbook::new();
    workbook.write(LEARNER_FILE, GROWS);
    let hint = || workbook.run(&["hint", "ex1"]).expect(0);
    // Before a check there is nothing to go by, and no hint is used up.
    hint().says("Nothing was measured yet");
    hint().says("Nothing was measured yet");
    workbook.run(&["check", "ex1"]).expect(1);
    let line = "line 7: 8 allocations, 8,160 bytes for 512 numbers:";
    let first = hint();
    assert!(!first.stdout.contains("with_capacity"), "{first:?}");
    first
        .says("hint 1 of 3")
        .says(line)
        .says("Where does the list grow?");
    // The idea comes with where to read of it.
    hint()
        .says("hint 2 of 3")
        .says(line)
        .says("read: cargo xtask book open ch04-capacity#");
    // The line is that of the latest check.
    workbook.write(LEARNER_FILE, format!("\n\n{GROWS}"));
    workbook.run(&["check", "ex1"]).expect(1);
    hint().says("hint 3 of 3").says("line 9: 8 allocations");
    // A level that is named is shown, whatever was measured.
    workbook
        .run(&["hint", "ex1", "--level", "1"])
        .expect(0)
        .says("hint 1 of 3");
}

#[test]
fn lines_that_are_to_be_found_are_not_named_before_a_pass() {
    let workbook = Workbook::new();
    let exercise = "exercises/ex1-squares/exercise.toml";
    let told = workbook.read(exercise);
    let head = "name = \"squares\"\n";
    assert!(told.contains(head));
    let quiet = |which: &str| {
        let unnamed = format!("{head}unnamed = {{ {which}reason = \"look for it\" }}\n");
        workbook.write(exercise, told.replace(head, &unnamed));
    };
    workbook.write(LEARNER_FILE, GROWS);
    quiet("");
    for words in [&["check", "ex1"][..], &["check", "ex1", "--explain"]] {
        let ran = workbook
            .run(words)
            .expect(1)
            .says("which line: look for it");
        assert!(!ran.stdout.contains("squares.push"), "{ran:?}");
    }
    // What is not told is not told by a hint, either.
    let hint = workbook.run(&["hint", "ex1"]).expect(0);
    assert!(!hint.stdout.contains("line 7"), "{hint:?}");
    assert!(
        parts(&workbook, &[])[0]["sites"]
            .as_array()
            .is_some_and(Vec::is_empty)
    );

    quiet("functions = [\"another\"], ");
    workbook
        .run(&["check", "ex1"])
        .expect(1)
        .says("squares.push");
    quiet("functions = [\"squares\"], ");
    let ran = workbook.run(&["check", "ex1"]).expect(1);
    assert!(!ran.stdout.contains("squares.push"), "{ran:?}");
    workbook.write(LEARNER_FILE, PASSES);
    workbook
        .run(&["check", "ex1", "--explain"])
        .expect(0)
        .says("Vec::with_capacity(numbers.len())");
}
