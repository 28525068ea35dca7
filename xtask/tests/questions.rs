//! A harness asks about small inputs besides the one that it weighs. Whatever is wrong with
//! an answer is told with the input that it is about.

// Each test crate uses its own share of the support module.
#[allow(dead_code)]
mod support;

use support::{Ran, Workbook};

/// Grades a file whose sum is this function.
fn grade(workbook: &Workbook, sum: &str, words: &[&str]) -> Ran {
    let squares = "//! Squares of numbers.\n\n/// The square of each number.\n\
                   pub fn squares(numbers: &[u32]) -> Vec<u64> {\n    \
                   numbers.iter().map(|number| u64::from(*number).pow(2)).collect()\n}\n";
    let sum = format!("{squares}\n/// The sum of all numbers.\n{sum}\n");
    workbook.write("answer.rs", sum);
    workbook.run(
        &[
            &["check", "ex1", "--file", "answer.rs", "--seed", "7"],
            words,
        ]
        .concat(),
    )
}

/// What the JSON says of the part.
fn message(workbook: &Workbook, sum: &str) -> String {
    let ran = grade(workbook, sum, &["--json"]).expect(1);
    let document: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let message = &document["exercises"][0]["parts"][1]["message"];
    message.as_str().expect("a message").to_owned()
}

#[test]
fn a_wrong_answer_names_its_input() {
    let workbook = Workbook::new();
    let narrow = "pub fn sum(numbers: &[u32]) -> u64 {\n    \
                  u64::from(numbers.iter().fold(0u32, |sum, number| sum.wrapping_add(*number)))\n}";
    grade(&workbook, narrow, &[])
        .expect(1)
        .says("ex1-squares (answer.rs): wrong-answer, 1 of 2 parts pass")
        .says(
            "error[wrong-answer]: sum gives a wrong answer for the largest numbers: sum is \
             4294967294, expected 8589934590\n",
        );
    assert_eq!(
        message(&workbook, narrow),
        "for the largest numbers: sum is 4294967294, expected 8589934590"
    );
    let of_none = "pub fn sum(numbers: &[u32]) -> u64 {\n    \
                   numbers.iter().map(|n| u64::from(*n)).reduce(|a, b| a + b).unwrap_or(1)\n}";
    grade(&workbook, of_none, &[])
        .expect(1)
        .says("sum gives a wrong answer for an empty list: sum is 1, expected 0\n");
}

#[test]
fn a_panic_names_its_input() {
    let workbook = Workbook::new();
    let of_none = "pub fn sum(numbers: &[u32]) -> u64 {\n    \
                   numbers.iter().map(|n| u64::from(*n)).reduce(|a, b| a + b).expect(\"a number\")\n}";
    grade(&workbook, of_none, &[])
        .expect(1)
        .says("ex1-squares (answer.rs): panicked, 1 of 2 parts pass")
        .says("error[panicked]: sum panicked for an empty list: a number\n")
        .says("--> answer.rs:10:");
    let message = message(&workbook, of_none);
    assert!(
        message.contains("answer.rs:10:") && message.ends_with(": a number, for an empty list"),
        "{message}"
    );
}

/// What is weighed comes first, so a panic there is not one about a question.
#[test]
fn a_panic_on_what_is_weighed_names_its_size() {
    let workbook = Workbook::new();
    let of_many = "pub fn sum(numbers: &[u32]) -> u64 {\n    \
                   assert!(numbers.len() < 8, \"too many\");\n    \
                   numbers.iter().map(|n| u64::from(*n)).sum()\n}";
    grade(&workbook, of_many, &[])
        .expect(1)
        .says("sum panicked for 8 numbers: too many\n");
}

#[test]
fn another_signature_is_one_sentence_and_no_line_of_the_harness() {
    let workbook = Workbook::new();
    for (sum, says) in [
        (
            "pub fn sum(numbers: Vec<u32>) -> u64 {\n    u64::from(numbers[0])\n}",
            "the harness cannot use this file: mismatched types: expected fn pointer",
        ),
        (
            "pub fn sum(numbers: &[u32]) -> u32 {\n    numbers[0]\n}",
            "the harness cannot use this file: mismatched types: expected fn pointer",
        ),
        (
            "pub fn total(numbers: &[u32]) -> u64 {\n    u64::from(numbers[0])\n}",
            "the harness cannot use this file: unresolved import `ex1_squares::sum`",
        ),
    ] {
        let ran = grade(&workbook, sum, &[]).expect(1);
        let ran = ran
            .says("ex1-squares (answer.rs): did-not-compile")
            .says("pub fn sum(numbers: &[u32]) -> u64");
        // As the lines are broken, so are the sentences.
        let said = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            said.matches("the harness cannot use this file").count(),
            1,
            "{said}"
        );
        assert!(said.contains(says), "expected {says:?} in {said}");
        for of_harness in ["main.rs", "-->", "let function", "call.run"] {
            assert!(!said.contains(of_harness), "{of_harness} in {said}");
        }
    }
}
