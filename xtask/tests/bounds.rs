//! What no right answer comes near is bounded, though it is not the point of a part: memory
//! that stays behind, output, and work.

// Each test crate uses its own share of the support module.
#[allow(dead_code)]
mod support;

use std::fs;

use serde_json::Value;
use support::{Ran, Workbook, tests};

const EXERCISE: &str = "exercises/ex1-squares/exercise.toml";

/// Grades a file whose sum has these lines before the sum itself.
fn grade(workbook: &Workbook, lines: &str) -> Ran {
    let whole = fs::read_to_string(tests().join("attempts/pass.rs")).expect("an attempt");
    let (before, sum) = whole
        .rsplit_once("    numbers")
        .expect("the line of the sum");
    workbook.write(
        "answer.rs",
        format!("{before}    {lines}\n    numbers{sum}"),
    );
    workbook.run(&["check", "ex1", "--file", "answer.rs", "--seed", "7"])
}

#[test]
fn memory_that_each_call_leaves_behind_is_told() {
    let workbook = Workbook::new();
    // Too little to be seen in one call.
    let budget = "fixed = 0\nreason = \"a sum needs no list\"";
    let roomy = workbook
        .read(EXERCISE)
        .replace(budget, &budget.replace('0', "2"));
    workbook.write(EXERCISE, roomy);
    let leak = "Box::leak(std::hint::black_box(Box::new(numbers.len())));";
    grade(&workbook, leak).expect(1).says(
        "error[over-budget]: sum, 8 numbers: memory stays behind when the result is gone: 8 \
         bytes; so it is after 5 of 5 small calls\n",
    );
    grade(&workbook, &leak.replace("leak", "new")).expect(0);
    // What is kept for all later calls grows once: it is no leak.
    let cache = "thread_local!(static KEPT: Box<usize> = Box::new(7));\n    \
                 KEPT.with(|kept| std::hint::black_box(**kept));";
    grade(&workbook, cache).expect(0);
}

#[test]
fn much_memory_that_stays_behind_is_over_its_bound() {
    let workbook = Workbook::new();
    let budget = "fixed = 0\nreason = \"a sum needs no list\"";
    let roomy = workbook
        .read(EXERCISE)
        .replace(budget, &budget.replace('0', "2"));
    workbook.write(EXERCISE, roomy);
    // Small calls leave nothing behind.
    let hoard = "if numbers.len() > 8 {\n        \
                 std::mem::forget(std::hint::black_box(numbers.to_vec()));\n    }";
    let ran = grade(&workbook, hoard).expect(1);
    ran.says(
        "error[over-budget]: sum costs too much: 2,048 bytes left behind for 512 numbers, at most \
         1,024 allowed\n",
    )
    .says("|     512              2,048    1,024          0\n");
}

#[test]
fn a_bound_that_is_kept_is_not_told() {
    let workbook = Workbook::new();
    let ran = grade(&workbook, "").expect(0);
    assert!(!ran.stdout.contains("left behind"), "{ran:?}");
}

#[test]
fn lines_that_are_printed_over_the_bound_are_told() {
    let workbook = Workbook::new();
    // Standard error has no buffer, so this allocates nothing.
    let print = "numbers.iter().for_each(|number| eprintln!(\"adding {number}\"));";
    let ran = grade(&workbook, print).expect(1);
    ran.says("ex1-squares (answer.rs): over-budget, 1 of 2 parts pass")
        .says("error[over-budget]: sum, 64 numbers: it printed 73 lines, such as \"adding ")
        .says("64 lines allowed: it answers by what it returns, and not by what it prints\n");
    let few = "eprintln!(\"{} numbers\", numbers.len());";
    grade(&workbook, few).expect(0).says("6 lines printed");
}

/// The sum in JSON, after a check of work that grows with the square of the input.
#[cfg(unix)]
fn worked(workbook: &Workbook, code: i32) -> Value {
    let path = tests().join("attempts/quadratic.rs").display().to_string();
    let words = ["check", "ex1", "--file", &path];
    let text = workbook.run(&words).expect(code);
    let said = text.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("512 numbers took"), "{said}");
    assert!(said.contains("times as long for 8 times as many"), "{said}");
    let is_told = said.contains("warning: 512 numbers took");
    assert_eq!(is_told, code == 0, "{said}");
    let ran = workbook
        .run(&[&words[..], &["--json"]].concat())
        .expect(code);
    let document: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    document["exercises"][0]["parts"][1].clone()
}

#[cfg(unix)]
#[test]
fn work_out_of_proportion_is_a_warning_and_a_fault_only_where_the_part_says_so() {
    let workbook = Workbook::new();
    let part = worked(&workbook, 0);
    assert_eq!(part["verdict"], "pass");
    let work = part["work"].as_str().expect("a sentence");
    assert!(work.starts_with("512 numbers took "), "{work}");
    assert_eq!(part["message"], Value::Null);

    let told = workbook.read(EXERCISE) + "\n[part.work]\nreason = \"each number is added once\"\n";
    workbook.write(EXERCISE, told);
    let part = worked(&workbook, 1);
    assert_eq!(part["verdict"], "over-budget");
    let message = part["message"].as_str().expect("a sentence");
    assert!(message.starts_with("512 numbers took "), "{message}");
    assert!(
        message.ends_with("; each number is added once"),
        "{message}"
    );
}

#[test]
fn work_in_proportion_is_not_told() {
    let workbook = Workbook::new();
    let ran = workbook
        .run(&["check", "ex1", "--json", "--solutions"])
        .expect(0);
    let document: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    for part in document["exercises"][0]["parts"].as_array().expect("parts") {
        assert_eq!(part["work"], Value::Null, "{part}");
    }
}
