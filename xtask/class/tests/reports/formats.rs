//! What programs read: the spreadsheet, Gradescope's results, JUnit.

use std::collections::BTreeSet;
use std::fs;

use class::ledger::record::{ExerciseOutcome, Record};
use serde_json::Value;
use tempfile::TempDir;
use xtask::pipe::grade::Verdict;

use crate::synthetic::{Book, class_of};
use crate::{STUDENTS, links, read, rows, written};

#[test]
fn the_spreadsheet_holds_every_student_and_no_formula() {
    let book = class_of(STUDENTS);
    let folder = written(&book);
    let text = read(&folder, "gradebook.csv");
    let rows = rows(&text);
    assert_eq!(rows.len(), STUDENTS);
    for (row, name) in rows.iter().zip(&book.class.students) {
        let shown = row["student"].replace('\u{fffd}', "\0");
        assert!(
            shown == *name || shown.strip_prefix('\'') == Some(name),
            "{name:?} became {shown:?}"
        );
        for cell in row.values() {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '|', ';', '%', '\t', '\r']),
                "{cell:?}"
            );
        }
    }
    // Where a semicolon separates, a name must not fall apart into cells.
    for begin in ["\"a;=cmd,\"\"b\"\"", "\"Ada;=1+1\","] {
        assert!(text.lines().any(|line| line.starts_with(begin)), "{begin}");
    }
}

#[test]
fn the_spreadsheet_tells_what_is_nothing_from_what_nobody_knows() {
    let book = class_of(STUDENTS);
    let folder = written(&book);
    let mut seen = BTreeSet::new();
    for (row, name) in rows(&read(&folder, "gradebook.csv"))
        .iter()
        .zip(&book.class.students)
    {
        let mut sum = 0;
        let mut open = 0;
        for exercise in &book.class.exercises {
            let id = exercise.id.as_str();
            let (points, status) = match book.record(name, id).map(|r| (r, &r.outcome)) {
                None => (None, "not-graded"),
                Some((_, ExerciseOutcome::Broken { .. })) => (None, "broken"),
                Some((_, ExerciseOutcome::NotSent)) => (Some(0), "not-sent"),
                Some((record, ExerciseOutcome::Graded { verdict, .. })) => {
                    (Some(record.passed()), verdict.word())
                }
            };
            seen.insert(status);
            sum += points.unwrap_or_default();
            open += usize::from(points.is_none());
            let points = points.map_or(String::new(), |points| points.to_string());
            assert_eq!(row[id], points, "{name:?} {id}");
            assert_eq!(row[&format!("{id} status")], status, "{name:?} {id}");
            let record = book.record(name, id);
            let tier = match record {
                Some(record) if record.matches_reference() => "reference",
                Some(record) if record.passed() == exercise.parts.len() => "pass",
                _ => "",
            };
            assert_eq!(row[&format!("{id} tier")], tier, "{name:?} {id}");
        }
        let total = if open == 0 {
            sum.to_string()
        } else {
            String::new()
        };
        assert_eq!(
            (&row["total"], &row["open"]),
            (&total, &open.to_string()),
            "{name:?}"
        );
    }
    for status in [
        "not-graded",
        "broken",
        "not-sent",
        "pass",
        "did-not-compile",
    ] {
        assert!(seen.contains(status), "nobody is {status}");
    }
}

/// The results of Gradescope by student, in the order of the names.
fn results(folder: &TempDir, book: &Book) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for page in links(folder) {
        let file = format!("gradescope/{page}/results.json");
        found.push((
            page,
            serde_json::from_str(&read(folder, &file)).expect("JSON"),
        ));
    }
    assert_eq!(found.len(), book.class.students.len());
    found
}

#[test]
fn gradescope_gets_scores_only_for_what_was_graded() {
    let book = class_of(STUDENTS);
    let folder = written(&book);
    let maximum: usize = book
        .class
        .exercises
        .iter()
        .map(|exercise| exercise.parts.len())
        .sum();
    let mut incomplete = 0;
    for ((_, results), name) in results(&folder, &book).iter().zip(&book.class.students) {
        assert_eq!(results["max_score"], maximum);
        assert_eq!(results["output_format"], "text");
        let tests = results["tests"].as_array().expect("tests");
        assert_eq!(tests.len(), maximum);
        let mut at = 0;
        for exercise in &book.class.exercises {
            let record = book.record(name, &exercise.id);
            let open = match record.map(|record| &record.outcome) {
                None | Some(ExerciseOutcome::Broken { .. }) => true,
                Some(ExerciseOutcome::NotSent | ExerciseOutcome::Graded { .. }) => false,
            };
            let tests = &tests[at..at + exercise.parts.len()];
            at += exercise.parts.len();
            let scores: Option<u64> = tests.iter().map(|test| test["score"].as_u64()).sum();
            let passed = record.map(|record| record.passed() as u64);
            assert_eq!(scores, if open { None } else { passed }, "{name:?}");
            for test in tests {
                assert_eq!(test["max_score"], 1);
                let status = match test["score"].as_u64() {
                    Some(1) => Value::from("passed"),
                    Some(_) => Value::from("failed"),
                    None => Value::Null,
                };
                assert_eq!(test["status"], status);
            }
        }
        let sum: Option<u64> = tests.iter().map(|test| test["score"].as_u64()).sum();
        assert_eq!(results["score"].as_u64(), sum, "{name:?}");
        assert_eq!(results["extra_data"]["complete"], sum.is_some());
        let visible = if sum.is_some() { "visible" } else { "hidden" };
        assert_eq!(results["visibility"], visible);
        incomplete += usize::from(sum.is_none());
    }
    assert!(incomplete > 0, "somebody is incomplete");
}

#[test]
fn junit_can_be_read_back() {
    let book = class_of(STUDENTS);
    let folder = written(&book);
    let text = read(&folder, "junit.xml");
    let forbidden = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    assert_eq!(text.chars().find(|c| forbidden(*c)), None);
    let report = quick_junit::Report::deserialize_from_str(&text).expect("JUnit");
    assert_eq!(report.test_suites.len(), STUDENTS);
    let names: BTreeSet<&str> = report.test_suites.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names.len(), STUDENTS, "no two suites have the same name");
    for (suite, name) in report.test_suites.iter().zip(&book.class.students) {
        let mut errors = 0;
        let mut skipped = 0;
        let mut passed = 0;
        for exercise in &book.class.exercises {
            let record = book.record(name, &exercise.id);
            match record.map(|record| &record.outcome) {
                None | Some(ExerciseOutcome::NotSent) => skipped += exercise.parts.len(),
                Some(ExerciseOutcome::Broken { .. }) => errors += exercise.parts.len(),
                Some(ExerciseOutcome::Graded { .. }) => passed += record.map_or(0, Record::passed),
            }
        }
        assert_eq!((suite.errors, suite.skipped), (errors, skipped), "{name:?}");
        assert_eq!(
            suite.tests - suite.failures - suite.errors - suite.skipped,
            passed,
            "{name:?}"
        );
    }
}

/// A report for all students is shown to all; Gradescope's file and the page are one's own.
#[test]
fn what_a_students_code_says_stands_on_that_students_page_alone() {
    let mut book = class_of(2);
    let secret = "what-only-this-code-says";
    for record in &mut book.records {
        if let ExerciseOutcome::Graded { message, parts, .. } = &mut record.outcome {
            *message = Some(secret.to_owned());
            for part in parts {
                part.verdict = Verdict::Panicked;
                part.message = Some(format!("src/lib.rs:1: {secret}"));
            }
        }
    }
    let folder = written(&book);
    for name in ["junit.xml", "index.html", "gradebook.csv"] {
        assert!(!read(&folder, name).contains(secret), "{name}");
    }
    let pages = fs::read_dir(folder.path().join("students")).expect("pages");
    let pages = pages.map(|page| fs::read_to_string(page.expect("a page").path()));
    let with_it = pages.filter(|page| page.as_ref().is_ok_and(|page| page.contains(secret)));
    assert!(with_it.count() > 0);
}

#[test]
fn what_is_broken_is_no_zero_anywhere() {
    let mut book = class_of(4);
    book.class.students.truncate(1);
    book.class.exercises.truncate(1);
    book.records.truncate(1);
    book.records[0].outcome = ExerciseOutcome::Broken {
        message: "no space left".to_owned(),
    };
    for records in [book.records.clone(), Vec::new()] {
        let word = if records.is_empty() {
            "not graded"
        } else {
            "broken"
        };
        book.records = records;
        let folder = written(&book);
        let row = &rows(&read(&folder, "gradebook.csv"))[0];
        assert_eq!((row["ex1"].as_str(), row["total"].as_str()), ("", ""));
        assert_eq!(row["ex1 status"], word.replace(' ', "-"));
        let results = &results(&folder, &book)[0].1;
        assert_eq!(results.get("score"), None);
        assert!(
            results["tests"]
                .as_array()
                .expect("tests")
                .iter()
                .all(|t| t.get("score").is_none())
        );
        let index = read(&folder, "index.html");
        let body = index.split("<tbody>").nth(1).expect("a table");
        let body = body.split("</tbody>").next().expect("its end");
        assert!(body.contains(word), "{body}");
        assert!(!body.contains("<b>0</b>"), "{body}");
        let page = read(&folder, &format!("students/{}.html", links(&folder)[0]));
        assert!(page.contains("no total") && !page.contains("<b>0</b>"));
        assert!(
            !page.contains("no space left"),
            "that is for the instructor"
        );
    }
}
