//! What programs read of a class names its schema, and a new shape is a new number.

use std::fs;
use std::path::Path;

use class::ledger::Ledger;
use serde_json::Value;

use crate::shape::Kind;
use crate::synthetic::class_of;
use crate::{STUDENTS, links, read, written};

fn held() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

#[test]
fn a_new_shape_of_a_record_or_of_grading_json_is_a_new_number() {
    let book = class_of(STUDENTS);
    let folder = tempfile::tempdir().expect("a folder");
    let (mut ledger, _) = Ledger::open(folder.path()).expect("a ledger");
    ledger.seed(7).expect("a seed");
    for name in &book.class.students {
        for exercise in &book.class.exercises {
            if let Some(record) = book.record(name, &exercise.id) {
                ledger.add(record).expect("it is written");
            }
        }
    }
    let text = fs::read_to_string(folder.path().join("results.jsonl")).expect("records");
    let records: Vec<Value> = text.lines().map(json).collect();
    let counts = ["counts", "reference", "allowed"];
    let counts = counts.map(|key| format!("outcome.parts[].windows[].{key}"));
    let kind = Kind {
        names: &counts.each_ref().map(String::as_str),
        ..Kind::new("results")
    };
    kind.hold(&held(), &records);
    let grading = fs::read_to_string(folder.path().join("grading.json")).expect("the seed");
    Kind::new("grading").hold(&held(), &[json(&grading)]);

    // Lines and files of earlier editions are read: those that named no schema, and those of
    // the first.
    drop(ledger);
    for earlier in ["", "\"schema\":1,"] {
        let old = text.replace("\"schema\":2,", earlier);
        assert_ne!(old, text);
        fs::write(folder.path().join("results.jsonl"), old).expect("records");
        let old = grading.replace("\"schema\":1,", earlier);
        fs::write(folder.path().join("grading.json"), old).expect("the seed");
        let (ledger, warnings) = Ledger::open(folder.path()).expect("a ledger");
        assert!(warnings.is_empty(), "{warnings:?}");
        assert_eq!(ledger.seed(8).expect("a seed"), 7);
        for (student, exercise) in ledger.keys() {
            let found = ledger.find(student, exercise).expect("it is read");
            assert_eq!(found.as_ref(), book.record(student, exercise));
        }
    }
}

#[test]
fn a_new_shape_of_gradescopes_results_is_a_new_number() {
    let book = class_of(STUDENTS);
    let folder = written(&book);
    let results = |page: String| json(&read(&folder, &format!("gradescope/{page}/results.json")));
    let documents: Vec<Value> = links(&folder).into_iter().map(results).collect();
    let kind = Kind {
        number: "extra_data.schema",
        ..Kind::new("gradescope")
    };
    kind.hold(&held(), &documents);
}
