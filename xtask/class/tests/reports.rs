//! The reports of a class, as files. In: a class that does not exist, with hostile names
//! and messages. Out: whether programs can read them, people see what is so, and nobody
//! sees what is not theirs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use class::record::{Outcome, Record};
use class::report::{self, Gradebook};
use serde_json::Value;
use tempfile::TempDir;

mod synthetic;

use synthetic::{SEED, class_of, hostile_names};

const STUDENTS: usize = 96;

fn written(book: &Gradebook) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    report::write(book, folder.path()).expect("reports");
    folder
}

fn read(folder: &TempDir, file: &str) -> String {
    fs::read_to_string(folder.path().join(file)).expect(file)
}

/// All files below a folder, by their paths in it.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let below = path.strip_prefix(folder).expect("below").to_owned();
                found.insert(below, fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .map(|row| row.expect("a row"))
        .collect()
}

/// The record on somebody's exercise, if exactly one is there.
fn record<'a>(book: &'a Gradebook, student: &str, exercise: &str) -> Option<&'a Record> {
    book.records
        .iter()
        .find(|record| record.student == student && record.exercise == exercise)
}

#[test]
fn the_spreadsheet_holds_every_student_and_no_formula() {
    let book = class_of(STUDENTS);
    let folder = written(&book);
    let text = read(&folder, "gradebook.csv");
    let rows = rows(&text);
    assert_eq!(rows.len(), STUDENTS);
    for (row, name) in rows.iter().zip(&book.students) {
        let shown = row["student"].replace('\u{fffd}', "\0");
        assert!(
            shown == *name || shown.strip_prefix('\'') == Some(name),
            "{name:?} became {shown:?}"
        );
        for cell in row.values() {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell:?}"
            );
        }
    }
    // Where a semicolon separates, a name must not fall apart into cells.
    let odd = text
        .lines()
        .find(|line| line.contains("a;=cmd"))
        .expect("the name");
    assert!(odd.starts_with("\"a;=cmd,\"\"b\"\""), "{odd}");
}

#[test]
fn the_spreadsheet_tells_what_is_nothing_from_what_nobody_knows() {
    let book = class_of(STUDENTS);
    let folder = written(&book);
    let mut seen = BTreeSet::new();
    for (row, name) in rows(&read(&folder, "gradebook.csv"))
        .iter()
        .zip(&book.students)
    {
        let mut sum = 0;
        let mut open = 0;
        for exercise in &book.exercises {
            let id = exercise.id.as_str();
            let (points, status) = match record(&book, name, id).map(|r| (r, &r.outcome)) {
                None => (None, "not-graded"),
                Some((_, Outcome::Broken { .. })) => (None, "broken"),
                Some((_, Outcome::NotSent)) => (Some(0), "not-sent"),
                Some((record, Outcome::Graded { verdict, .. })) => {
                    (Some(record.passed()), verdict.word())
                }
            };
            seen.insert(status);
            sum += points.unwrap_or_default();
            open += usize::from(points.is_none());
            let points = points.map_or(String::new(), |points| points.to_string());
            assert_eq!(row[id], points, "{name:?} {id}");
            assert_eq!(row[&format!("{id} status")], status, "{name:?} {id}");
            let record = record(&book, name, id);
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
fn results(folder: &TempDir, book: &Gradebook) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for page in links(folder) {
        let file = format!("gradescope/{page}/results.json");
        found.push((
            page,
            serde_json::from_str(&read(folder, &file)).expect("JSON"),
        ));
    }
    assert_eq!(found.len(), book.students.len());
    found
}

/// The students' names for files, in the order of the index.
fn links(folder: &TempDir) -> Vec<String> {
    let index = read(folder, "index.html");
    let body = index.split("<tbody>").nth(1).expect("a table");
    let body = body.split("</tbody>").next().expect("its end");
    body.split("href=\"students/")
        .skip(1)
        .map(|rest| rest.split(".html\"").next().expect("an end").to_owned())
        .collect()
}

#[test]
fn gradescope_gets_scores_only_for_what_was_graded() {
    let book = class_of(STUDENTS);
    let folder = written(&book);
    let maximum: usize = book
        .exercises
        .iter()
        .map(|exercise| exercise.parts.len())
        .sum();
    let mut incomplete = 0;
    for ((_, results), name) in results(&folder, &book).iter().zip(&book.students) {
        assert_eq!(results["max_score"], maximum);
        assert_eq!(results["output_format"], "text");
        let tests = results["tests"].as_array().expect("tests");
        assert_eq!(tests.len(), maximum);
        let mut at = 0;
        for exercise in &book.exercises {
            let record = record(&book, name, &exercise.id);
            let open = match record.map(|record| &record.outcome) {
                None | Some(Outcome::Broken { .. }) => true,
                Some(Outcome::NotSent | Outcome::Graded { .. }) => false,
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
fn students_see_nothing_that_is_not_theirs() {
    let book = class_of(STUDENTS);
    let folder = written(&book);
    // Names that are long enough to be in a text only on purpose.
    let others: Vec<&String> = book
        .students
        .iter()
        .filter(|name| name.len() > 8 && name.contains(", "))
        .collect();
    assert!(others.len() > 50);
    let kinds: BTreeSet<&str> = book
        .records
        .iter()
        .flat_map(|record| &record.flags)
        .map(|flag| flag.kind.as_str())
        .collect();
    assert!(!kinds.is_empty());
    for (page, name) in links(&folder).iter().zip(&book.students) {
        for file in [
            format!("students/{page}.html"),
            format!("gradescope/{page}/results.json"),
        ] {
            let text = read(&folder, &file);
            assert!(!text.contains(&SEED.to_string()), "{file} has the seed");
            for kind in &kinds {
                assert!(!text.contains(kind), "{file} has the flag {kind}");
            }
            for other in &others {
                assert!(
                    *other == name || !text.contains(*other),
                    "{file} has {other}"
                );
            }
        }
    }
    let index = read(&folder, "index.html");
    assert!(
        index.contains(&SEED.to_string()),
        "the instructor sees the seed"
    );
    for kind in kinds {
        assert!(index.contains(kind), "the instructor sees the flag {kind}");
    }
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
    for (suite, name) in report.test_suites.iter().zip(&book.students) {
        let mut errors = 0;
        let mut skipped = 0;
        let mut passed = 0;
        for exercise in &book.exercises {
            let record = record(&book, name, &exercise.id);
            match record.map(|record| &record.outcome) {
                None | Some(Outcome::NotSent) => skipped += exercise.parts.len(),
                Some(Outcome::Broken { .. }) => errors += exercise.parts.len(),
                Some(Outcome::Graded { .. }) => passed += record.map_or(0, Record::passed),
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

#[test]
fn pages_show_strangers_texts_and_obey_none() {
    let book = class_of(STUDENTS);
    let folder = written(&book);
    let mut shown = 0;
    for (path, bytes) in files(folder.path()) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let turned = text.chars().find(|c| matches!(c, '\u{202a}'..='\u{202e}'));
        if path.extension().is_some_and(|end| end == "html") {
            for tag in [
                "<script",
                "<img",
                "<b>that",
                "onerror=alert(1)>\"",
                "javascript:",
            ] {
                assert!(!text.contains(tag), "{} has {tag}", path.display());
            }
            assert_eq!(turned, None, "{}", path.display());
            let control = text
                .chars()
                .find(|c| c.is_control() && *c != '\n' && *c != '\t');
            assert_eq!(control, None, "{}", path.display());
            assert!(text.starts_with("<!DOCTYPE html><html lang=\"en\">"));
            assert!(text.len() < 400_000, "{} is too large", path.display());
            shown += usize::from(text.contains("&lt;script&gt;alert("));
        }
        // The spreadsheet holds names as they are.
        if !path.ends_with("gradebook.csv") {
            assert_eq!(turned, None, "{}", path.display());
        }
    }
    assert!(shown > 1, "the hostile texts are there, and escaped");
}

#[test]
fn every_file_has_a_plain_path_and_every_link_leads_to_one() {
    let book = class_of(STUDENTS);
    let scratch = tempfile::tempdir().expect("a folder");
    let root = scratch.path().join("results");
    let written = report::write(&book, &root).expect("reports");
    assert_eq!(fs::read_dir(scratch.path()).expect("the folder").count(), 1);
    let files = files(&root);
    assert_eq!(files.len(), 3 + 2 * STUDENTS);
    assert_eq!((written.files, written.stale.len()), (files.len(), 0));
    for path in files.keys() {
        let name = path.to_str().expect("ASCII");
        assert!(name.len() < 90, "{name}");
        assert!(
            name.chars()
                .all(|c| c.is_ascii_alphanumeric() || "-./".contains(c)),
            "{name}"
        );
    }
    let index = fs::read_to_string(written.index).expect("the index");
    for link in index.split("href=\"").skip(1) {
        let link = link.split('"').next().expect("an end");
        match link.strip_prefix('#') {
            Some(id) => assert!(index.contains(&format!("id=\"{id}\"")), "#{id}"),
            None => assert!(files.contains_key(Path::new(link)), "{link}"),
        }
    }
}

#[test]
fn order_and_times_change_nothing() {
    let book = class_of(STUDENTS);
    let expected = files(written(&book).path());
    let mut shuffled = book.clone();
    shuffled.records.reverse();
    shuffled.records.rotate_left(book.records.len() / 3);
    shuffled.notes.reverse();
    for record in &mut shuffled.records {
        record.proof.at += 86_400;
        record.proof.took_ms += 1;
    }
    let found = files(written(&shuffled).path());
    for (path, bytes) in &expected {
        assert!(found.get(path) == Some(bytes), "{} differs", path.display());
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn the_latest_record_counts_and_strangers_are_left_out() {
    let mut book = class_of(8);
    let first = book.records[0].clone();
    let (name, id) = (first.student.clone(), first.exercise.clone());
    let mut later = first.clone();
    later.outcome = Outcome::NotSent;
    later.proof.at += 1;
    let mut nobody = first.clone();
    nobody.student = "Nobody".to_owned();
    for records in [[&later, &nobody, &first], [&first, &nobody, &later]] {
        book.records = records.map(Clone::clone).into();
        let folder = written(&book);
        let rows = rows(&read(&folder, "gradebook.csv"));
        let row = rows
            .iter()
            .find(|row| row["student"] == name)
            .expect("a row");
        assert_eq!(row[&format!("{id} status")], "not-sent");
        assert!(rows.iter().all(|row| row["student"] != "Nobody"));
        let index = read(&folder, "index.html");
        assert!(index.contains("1 record of no student or exercise"));
    }
}

#[test]
fn what_is_broken_is_no_zero_anywhere() {
    let mut book = class_of(4);
    book.students.truncate(1);
    book.exercises.truncate(1);
    book.records.truncate(1);
    book.records[0].outcome = Outcome::Broken {
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

#[test]
fn an_empty_class_has_reports() {
    let book = Gradebook {
        title: "<b>".to_owned(),
        exercises: Vec::new(),
        students: Vec::new(),
        records: Vec::new(),
        notes: Vec::new(),
        isolation: String::new(),
    };
    let folder = written(&book);
    assert_eq!(files(folder.path()).len(), 3);
    assert!(read(&folder, "index.html").contains("0 students"));
    assert_eq!(rows(&read(&folder, "gradebook.csv")).len(), 0);
}

#[test]
fn a_second_run_replaces_files_and_tells_of_those_that_are_left() {
    let mut book = class_of(12);
    let folder = written(&book);
    let before = files(folder.path());
    let gone = book.students.remove(0);
    let again = report::write(&book, folder.path()).expect("reports");
    assert_eq!(
        again.stale.len(),
        2,
        "a page and a folder: {:?}",
        again.stale
    );
    let after = files(folder.path());
    assert_eq!(
        before.len(),
        after.len(),
        "nothing is deleted, nothing is left behind"
    );
    let index = read(&folder, "index.html");
    assert!(
        !index.contains(&gone),
        "{gone} is not in the class any more"
    );
}

#[test]
fn the_hostile_names_are_in_the_class() {
    let book = class_of(STUDENTS);
    for name in hostile_names() {
        assert!(book.students.contains(&name), "{name:?}");
    }
}
