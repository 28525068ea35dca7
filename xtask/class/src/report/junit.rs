//! `junit.xml`. In: who has what. Out: a test suite for each student, and in it a test
//! case for each part.
//!
//! A part that did not pass is a failure, however it ended, and its type is the verdict.
//! What is broken is an error: it is the grader's. What was not sent, or has not been
//! graded yet, is skipped.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use xtask::failure::Failure;
use xtask::grade::Verdict;

use crate::record::PartRecord;
use crate::report::names::Student;
use crate::report::sheet::{Sheet, Standing};
use crate::report::{ExerciseInfo, PartInfo, text, words};

/// The file's text.
pub(super) fn render(sheet: &Sheet) -> Result<String, Failure> {
    let mut report = Report::new(text::line(&sheet.book.title, 200));
    for student in &sheet.students {
        report.add_test_suite(suite(sheet, student));
    }
    report
        .to_string()
        .map_err(|error| Failure::broken(format!("could not make junit.xml: {error}")))
}

fn suite(sheet: &Sheet, student: &Student) -> TestSuite {
    let mut suite = TestSuite::new(&student.shown);
    for exercise in &sheet.book.exercises {
        let standing = sheet.standing(student, exercise);
        for (index, part) in exercise.parts.iter().enumerate() {
            suite.add_test_case(case(exercise, part, status(&standing, index, part)));
        }
    }
    suite
}

fn case(exercise: &ExerciseInfo, part: &PartInfo, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(&part.name, status);
    case.set_classname(&exercise.name);
    case
}

fn status(standing: &Standing, index: usize, info: &PartInfo) -> TestCaseStatus {
    match standing {
        Standing::NotGraded => skipped("not graded yet"),
        Standing::NotSent => skipped("not sent"),
        Standing::Broken { message } => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status
                .set_type("broken")
                .set_message("the grader failed; this says nothing about the student's code")
                .set_description(text::message(message));
            status
        }
        Standing::Graded {
            verdict,
            message,
            parts,
        } => match parts.get(index).and_then(|(_, part)| *part) {
            Some(part) if part.verdict == Verdict::Pass => TestCaseStatus::success(),
            Some(part) => failed(part.verdict, &words::part(part), &of_part(part, info)),
            None => failed(
                *verdict,
                &format!("not run: {}", words::verdict(*verdict)),
                &message.map(text::message).unwrap_or_default(),
            ),
        },
    }
}

fn skipped(why: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(why);
    status
}

fn failed(verdict: Verdict, summary: &str, description: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_type(verdict.word()).set_message(summary);
    if !description.is_empty() {
        status.set_description(description);
    }
    status
}

/// What there is to say of a part that did not pass.
pub(super) fn of_part(part: &PartRecord, info: &PartInfo) -> String {
    let windows = part
        .windows
        .iter()
        .map(|window| words::window(window, info));
    let message = part.message.as_deref().map(text::message);
    let findings = part.findings.iter().map(words::finding);
    let lines: Vec<String> = windows.chain(message).chain(findings).collect();
    text::message(&lines.join("\n"))
}
