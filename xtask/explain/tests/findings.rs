//! What is said of real profiles: of every operation and every rule, and of the
//! references, in which nothing is wrong.

use std::collections::{BTreeSet, HashSet};

use explain::finding::{self, find};
use explain::growth::Growth;
use explain::operation::OPERATIONS;
use support::{Recording, Told, read, root};

mod support;

/// A block of `told.txt`.
#[derive(Default)]
struct Row {
    recording: String,
    line: String,
    operation: String,
    rule: String,
    says: String,
}

fn rows() -> Vec<Row> {
    let text = read(root().join("xtask/explain/tests/told.txt"));
    let mut rows = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let Some((key, value)) = line.split_once(": ") else {
            continue;
        };
        let value = value.to_owned();
        if key == "in" {
            rows.push(Row {
                recording: value,
                ..Row::default()
            });
            continue;
        }
        let row: &mut Row = rows.last_mut().expect("a block starts with `in`");
        match key {
            "line" => row.line = value,
            "operation" => row.operation = value,
            "rule" => row.rule = value,
            "says" => row.says = value,
            other => panic!("told.txt has no key `{other}`"),
        }
    }
    rows
}

#[test]
fn every_row_is_told() {
    let mut told: Vec<(String, Vec<Told>)> = Vec::new();
    for row in rows() {
        if !told.iter().any(|(name, _)| *name == row.recording) {
            told.push((
                row.recording.clone(),
                Recording::load(&row.recording).tell(),
            ));
        }
        let sites = told.iter().find(|(name, _)| *name == row.recording);
        let matching = sites
            .into_iter()
            .flat_map(|(_, sites)| sites)
            .filter(|told| {
                let operation = told.site.site.operation;
                told.line.contains(&row.line)
                    && operation.is_some_and(|operation| operation.id == row.operation)
            });
        let found: Vec<(&str, &str)> = matching
            .map(|told| match &told.finding {
                Some(finding) => (finding.rule, finding.sentence.as_str()),
                None => ("", ""),
            })
            .collect();
        assert!(
            found.contains(&(row.rule.as_str(), row.says.as_str())),
            "{}: {}: {}: expected {}: {}\nfound {found:#?}",
            row.recording,
            row.line,
            row.operation,
            row.rule,
            row.says,
        );
    }
}

#[test]
fn every_operation_and_every_rule_has_a_row() {
    let rows = rows();
    for operation in OPERATIONS {
        assert!(
            rows.iter().any(|row| row.operation == operation.id),
            "told.txt shows no `{}`: record a profile that has it",
            operation.id
        );
    }
    for rule in finding::rule_ids() {
        assert!(
            rows.iter().any(|row| row.rule == rule),
            "told.txt shows no `{rule}`: record a profile that has it"
        );
    }
    let writers: HashSet<&str> = rows
        .iter()
        .filter_map(|row| row.recording.strip_prefix("samples/"))
        .collect();
    assert_eq!(writers, HashSet::from(["dhat.samples", "valgrind.samples"]));
}

/// What the references really do once for an item, or for some of them.
const DONE_BY_REFERENCES: &[(&str, &str, &str)] = &[
    // The report is text, and each title needs a key. The budget has room for both.
    (
        "ex2-dhat/report.reference",
        "page.push_str(&format!(",
        "format-added",
    ),
    (
        "ex2-dhat/report.reference",
        ".to_lowercase()",
        "case-per-item",
    ),
    // Each path is a list that the caller gets.
    (
        "ex5-sharing/tree.reference",
        "path.push(here);",
        "push-per-item",
    ),
    // The table owns its names: the file is gone when it is used.
    (
        "ex5-sharing/worker-table.reference",
        "name: fields.next()",
        "text-copy-per-item",
    ),
    // Behind a check, so that only texts that have to change are copied.
    (
        "ex6-cow/censor.reference",
        "let mut censored =",
        "text-copy-to-change",
    ),
];

#[test]
fn a_reference_is_not_blamed_for_what_it_does_not_do() {
    let mut blamed = Vec::new();
    let mut recordings = 0;
    for recording in Recording::all() {
        if !recording.name.ends_with(".reference") {
            continue;
        }
        recordings += 1;
        for told in recording.tell() {
            let grows = matches!(
                told.site.growth(|cost| cost.blocks),
                Growth::PerItem { .. } | Growth::PerPair { .. } | Growth::Irregular
            );
            if let (Some(finding), true) = (told.finding, grows) {
                blamed.push((recording.name.clone(), told.line, finding.rule));
            }
        }
    }
    assert_eq!(recordings, 15);
    assert_eq!(blamed.len(), DONE_BY_REFERENCES.len(), "{blamed:#?}");
    for (name, line, rule) in blamed {
        let known = |(in_, fragment, id): &&(&str, &str, &str)| {
            *in_ == name && line.contains(fragment) && *id == rule
        };
        assert!(
            DONE_BY_REFERENCES.iter().any(|row| known(&row)),
            "{name}: {line}: {rule}"
        );
    }
}

#[test]
fn one_profile_alone_is_told_without_a_law() {
    let recording = Recording::load("ex3-string-trap/parse-users.starter");
    let told = recording.tell();
    let sentences: Vec<String> = told
        .iter()
        .filter_map(|told| Some(find(&told.site.site, None, &recording.item)?.sentence))
        .collect();
    assert_eq!(
        sentences,
        [
            "`to_string` copies a text into a new `String` 3,904 times",
            "`to_string` copies a text into a new `String` 3,840 times",
            "`to_string` copies a text into a new `String` 3,776 times",
            "`collect` was not told the length, and the `Vec` asked for memory 11 times",
        ]
    );
}

#[test]
fn an_unknown_pattern_is_shown_and_not_explained() {
    for name in ["samples/dhat.samples", "samples/valgrind.samples"] {
        let told = Recording::load(name).tell();
        let unknown: Vec<&Told> = told
            .iter()
            .filter(|told| told.site.site.operation.is_none())
            .collect();
        for told in &unknown {
            assert_eq!(told.finding, None, "{name}: {}", told.line);
            assert!(!told.site.site.calls.is_empty(), "{name}: {}", told.line);
        }
        // A library builds a tree of values: its copies are not the line's.
        let foreign = unknown
            .iter()
            .find(|told| told.line.contains("Result<Vec<Value>, _>"));
        assert!(foreign.is_some(), "{name}");
    }
}

#[test]
fn chapters_and_sections_are_in_the_book() {
    let book = root().join("book/src");
    let chapters: BTreeSet<&str> = finding::chapters().collect();
    assert!(chapters.len() > 10);
    for chapter in chapters {
        let (file, section) = chapter.split_once('#').expect("a section");
        let text = read(book.join(file));
        let anchors: Vec<String> = text.lines().filter_map(anchor).collect();
        assert!(
            anchors.iter().any(|anchor| anchor == section),
            "{file} has no section #{section}; it has {anchors:?}"
        );
    }
}

/// The anchor that mdBook gives a heading.
fn anchor(line: &str) -> Option<String> {
    let heading = line.strip_prefix('#')?.trim_start_matches('#').trim();
    let kept = heading
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect();
    Some(kept)
}
