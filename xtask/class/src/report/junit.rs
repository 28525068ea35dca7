//! `junit.xml`. In: one student's sheet after the other. Out: a test suite for each
//! student, and in it a test case for each part.
//!
//! A part that did not pass is a failure, however it ended, and its type is the verdict.
//! What is broken is an error: it is the grader's. What was not sent, or has not been
//! graded yet, is skipped.
//!
//! Who shows such a report often shows it to all. So what a student's code printed, and what
//! the compiler says of it, stands on the student's own page and not here.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use xtask::failure::Failure;
use xtask::pipe::grade::Verdict;

use crate::ledger::record::PartRecord;
use crate::report::class::{Class, ExerciseInfo, PartInfo};
use crate::report::sheet::{Sheet, Standing};
use crate::report::{text, words};

/// A report that grows by a student at a time. The suites wait in a file without a name:
/// the sums of all of them come before the first.
pub(super) struct Suites {
    /// The whole, but for the suites.
    report: Report,
    waiting: BufWriter<File>,
}

impl Suites {
    /// A report of nobody.
    pub fn new(class: &Class) -> Result<Self, Failure> {
        let waiting = tempfile::tempfile().map_err(|error| unwritten(&error))?;
        Ok(Suites {
            report: Report::new(text::line(&class.title, 200)),
            waiting: BufWriter::new(waiting),
        })
    }

    /// Adds the next student.
    pub fn add(&mut self, sheet: &Sheet) -> Result<(), Failure> {
        let suite = suite(sheet);
        self.report.tests += suite.tests;
        self.report.failures += suite.failures;
        self.report.errors += suite.errors;
        self.report.skipped += suite.skipped;
        let mut alone = Report::new("");
        alone.add_test_suite(suite);
        let text = serialised(&alone)?;
        let (_, suite, _) = divided(&text)?;
        let written = self.waiting.write_all(suite.as_bytes());
        written.map_err(|error| unwritten(&error))
    }

    /// Writes the whole.
    pub fn write(self, out: &mut dyn Write) -> Result<(), Failure> {
        let text = serialised(&self.report)?;
        let (head, _, tail) = divided(&text)?;
        let copied = || -> io::Result<()> {
            let mut suites = self.waiting.into_inner()?;
            suites.seek(SeekFrom::Start(0))?;
            out.write_all(head.as_bytes())?;
            io::copy(&mut suites, out)?;
            out.write_all(tail.as_bytes())
        };
        copied().map_err(|error| unwritten(&error))
    }
}

fn serialised(report: &Report) -> Result<String, Failure> {
    report.to_string().map_err(|error| unwritten(&error))
}

/// What is before the suites, the suites, and what is behind them. In texts and
/// attributes, `<` is escaped: the tags are found nowhere else.
fn divided(report: &str) -> Result<(&str, &str, &str), Failure> {
    let divided = || {
        let begin = report.find("<testsuites")?;
        let begin = begin + report[begin..].find(">\n")? + ">\n".len();
        let end = report.rfind("</testsuites>")?;
        Some((&report[..begin], report.get(begin..end)?, &report[end..]))
    };
    divided().ok_or_else(|| unwritten(&"a report without suites"))
}

fn unwritten(error: &dyn Display) -> Failure {
    Failure::new(format!("could not make junit.xml: {error}"))
}

fn suite(sheet: &Sheet) -> TestSuite {
    let mut suite = TestSuite::new(&sheet.student.shown);
    for (exercise, record) in sheet.each() {
        let standing = Standing::of(record, exercise);
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
            message: _,
            parts,
        } => match parts.get(index).and_then(|(_, part)| *part) {
            Some(part) if part.verdict == Verdict::Pass => TestCaseStatus::success(),
            Some(part) => failed(part.verdict, &words::part(part), &counts(part, info)),
            None => failed(
                *verdict,
                &format!("not run: {}", words::verdict(*verdict)),
                "",
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

/// What was counted of a part that did not pass.
fn counts(part: &PartRecord, info: &PartInfo) -> String {
    let windows = part.windows.iter();
    let lines: Vec<String> = windows.map(|window| words::window(window, info)).collect();
    lines.join("\n")
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
