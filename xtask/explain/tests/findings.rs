//! What is said of real profiles: of every operation and every rule, and of the
//! references, in which nothing is wrong.

use std::collections::{BTreeSet, HashSet};

use explain::finding::{self, Mistake, find};
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
                Some(finding) => (finding.rule.as_str(), finding.sentence.as_str()),
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

/// The findings that the jury expects of its files.
fn judged() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for exercise in support::entries(&root().join("xtask/tests/jury")) {
        let wrong = exercise.join("wrong");
        if !wrong.is_dir() {
            continue;
        }
        for file in support::entries(&wrong) {
            let text = read(file);
            let keys = text
                .lines()
                .filter_map(|line| line.strip_prefix("//! finding = "));
            found.extend(keys.map(|name| name.trim_matches('"').to_owned()));
        }
    }
    found
}

#[test]
fn every_operation_and_every_rule_has_a_row() {
    let rows = rows();
    let judged = judged();
    // Of an operation that the table names as a rule the jury's files are profiles, too.
    for operation in OPERATIONS {
        assert!(
            rows.iter().any(|row| row.operation == operation.id) || judged.contains(operation.id),
            "told.txt shows no `{}`: record a profile that has it",
            operation.id
        );
    }
    for rule in finding::rule_ids() {
        assert!(
            rows.iter().any(|row| row.rule == rule) || judged.contains(rule),
            "neither told.txt nor the jury shows `{rule}`: record a profile that has it, or \
             give the jury a file of which it is said"
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
            *in_ == name && line.contains(fragment) && **id == *rule
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
        .filter_map(|told| Some(find(&told.site.site, None, &recording.about())?.sentence))
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
        // A library builds a tree of values: its copies are not the line's, and its maps
        // are not what the line chose.
        let of_values = |told: &&Told| told.line.contains("Result<Vec<Value>, _>");
        for told in told.iter().filter(of_values) {
            let operation = told.site.site.operation.map(|operation| operation.id);
            assert!(
                matches!(operation, None | Some("serde-value" | "serde-list")),
                "{name}: {operation:?}"
            );
        }
    }
}

#[test]
fn chapters_and_sections_are_in_the_book() {
    let book = root().join("book/src");
    let chapters: BTreeSet<&str> = finding::chapters().collect();
    assert!(chapters.len() > 10);
    let foreseen = mistakes();
    let foreseen = foreseen.iter().map(|(_, mistake)| mistake.section.as_str());
    let taught = sections();
    assert!(taught.len() > 10, "{taught:?}");
    let taught = taught.iter().map(String::as_str);
    for chapter in chapters.into_iter().chain(foreseen).chain(taught) {
        let (file, section) = chapter.split_once('#').expect("a section");
        let text = read(book.join(file));
        let anchors: Vec<String> = text.lines().filter_map(anchor).collect();
        assert!(
            anchors.iter().any(|anchor| anchor == section),
            "{file} has no section #{section}; it has {anchors:?}"
        );
    }
}

/// The sections that parts of exercises are about.
fn sections() -> Vec<String> {
    let mut found = Vec::new();
    for folder in support::entries(&root().join("exercises")) {
        let name = folder.file_name().expect("a name").to_string_lossy();
        for part in support::about(&name)["part"].as_array().expect("parts") {
            let section = part.get("section").and_then(|section| section.as_str());
            found.extend(section.map(str::to_owned));
        }
    }
    found
}

/// The mistakes that exercises foresee, each with the exercise.
fn mistakes() -> Vec<(String, Mistake)> {
    let mut found = Vec::new();
    for folder in support::entries(&root().join("exercises")) {
        let name = folder.file_name().expect("a name").to_string_lossy();
        for part in support::about(&name)["part"].as_array().expect("parts") {
            let mistakes = part.get("mistake").and_then(|all| all.as_array());
            for mistake in mistakes.into_iter().flatten() {
                let mistake: Mistake = mistake.clone().try_into().expect("a mistake");
                found.push((name.to_string(), mistake));
            }
        }
    }
    found
}

#[test]
fn a_mistake_has_a_name_of_its_own_and_is_seen_by_the_jury() {
    let judged = judged();
    for (exercise, mistake) in mistakes() {
        let name = &mistake.name;
        assert_eq!(mistake.fault(), None, "{exercise}: {name}");
        assert!(
            !finding::rule_ids().any(|rule| rule == name),
            "{exercise}: a rule is named `{name}`, too"
        );
        assert!(
            judged.contains(name),
            "{exercise}: give the jury a file of which `{name}` is said"
        );
    }
}

#[test]
fn what_is_fine_is_a_function_that_the_starter_calls_fine() {
    for folder in support::entries(&root().join("exercises")) {
        let name = folder.file_name().expect("a name").to_string_lossy();
        let starter = read(folder.join("starter.rs"));
        let lines: Vec<&str> = starter.lines().collect();
        let is_called_fine = |function: &str| {
            let begins = format!("fn {function}(");
            let at = lines.iter().position(|line| line.contains(&begins));
            let above = lines[..at.expect(function)].iter().rev();
            let mut comment = above.take_while(|line| line.starts_with("///"));
            comment.any(|line| line.contains("fine as it"))
        };
        let mut fine = BTreeSet::new();
        for part in support::about(&name)["part"].as_array().expect("parts") {
            let functions = part.get("fine").and_then(|all| all.as_array());
            let functions = functions.into_iter().flatten();
            fine.extend(functions.map(|function| function.as_str().expect("a name").to_owned()));
        }
        for function in &fine {
            assert!(is_called_fine(function), "{name}: {function}");
        }
        let called_fine = starter.matches("fine as it is").count();
        assert_eq!(fine.len(), called_fine, "{name}: {fine:?}");
    }
}

#[test]
fn no_name_is_told_that_does_not_stand_on_the_line() {
    for recording in Recording::all() {
        for told in recording.tell() {
            let site = &told.site.site;
            if let Some(written) = &site.written {
                let own = written.rsplit("::").next().unwrap_or(written);
                let place = site.place.as_ref().expect("a line");
                let lines = recording.source.text().lines();
                // A chain of calls may begin some lines above.
                let near = lines.skip(place.line as usize - 1).take(12);
                let near: Vec<&str> = near.collect();
                assert!(
                    near.iter().any(|line| line.contains(own)),
                    "{}: `{written}` is told of {}",
                    recording.name,
                    told.line
                );
            }
            // Of a sort it is the function that calls the line, which stands above it.
            let sentence = told
                .finding
                .map_or(String::new(), |finding| finding.sentence);
            for quoted in sentence.split('`').skip(1).step_by(2) {
                let is_internal = ["spec_", "_in", "from_iter", "try_", "raw_vec", "<"]
                    .iter()
                    .any(|part| quoted.contains(part));
                assert!(!is_internal, "{}: {sentence}", recording.name);
            }
        }
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
