//! Recordings stay as they are, and a newer compiler may give functions other names. So
//! starters and references are recorded once more, with the compiler at hand.

use std::path::{Path, PathBuf};
use std::process::Command;

use support::record::{Recorder, Subject, parts, weighing};
use support::{Recording, about, root, said};

mod support;

/// A part is recorded at its smallest sizes: two show how costs grow.
const SIZES: usize = 2;

#[test]
fn what_is_said_today_is_what_was_recorded() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let recorder = Recorder {
        root: root(),
        into: scratch.path().join("now"),
        raw: scratch.path().join("raw.json"),
    };
    let mut now = Vec::new();
    let mut recorded = Vec::new();
    check(&["--solutions"]);
    for exercise in exercises() {
        let starter = format!("exercises/{exercise}/starter.rs");
        check(&[&exercise, "--file", &starter]);
        let reference = format!("solutions/{exercise}/src/lib.rs");
        for (author, harness, file) in [
            ("starter", "file", &starter),
            ("reference", "reference", &reference),
        ] {
            let harness = target().join(format!("release/{exercise}-{harness}-harness"));
            for (part, mut sizes) in parts(&about(&exercise)) {
                sizes.truncate(SIZES);
                let name = format!("{exercise}/{part}.{author}");
                let subject = Subject {
                    name: &name,
                    source: file,
                    kept: file,
                };
                let made = recorder.record(&subject, &sizes, &harness, &weighing(&part));
                made.unwrap_or_else(|error| panic!("{name}: {error}"));
                now.push(Recording::load_from(&recorder.into, &name));
                recorded.push(Recording::load(&name).at(&sizes));
            }
        }
    }
    let found = said::differences(&recorded, &now);
    assert!(
        found.is_empty(),
        "other things are said of what the compiler at hand builds than of the recordings:\n{}\n\
         If the compiler has changed, `cargo xtask bump VERSION` records anew. If an \
         operation or a sentence is lost, teach `xtask/explain/src/operation/table.rs` the \
         new names. If names alone differ, and the compiler is the same, record again:\n\
         cargo xtask check; cargo xtask check --solutions\n\
         cargo run --release -p explain --example record",
        found.join("\n")
    );
}

#[test]
fn another_name_is_told_from_another_sentence() {
    let said = |sentence, names: &[&str]| said::sample(sentence, names);
    let before = [
        said("line 1: vec-push", &["push", "grow_one", "finish_grow"]),
        said("line 2: text-copy", &["to_owned"]),
        said("line 3: unknown", &["f", "f", "g"]),
    ];
    assert!(said::compare(&before, &before).is_empty());
    let now = [
        said(
            "line 1: vec-push",
            &["push", "grow", "grow_more", "finish_grow"],
        ),
        said("line 2: unknown", &["copy"]),
        said("line 3: unknown", &["f", "g"]),
    ];
    assert_eq!(
        said::compare(&before, &now),
        [
            "names alone: line 1: vec-push: grow_one is now grow > grow_more",
            "no more: line 2: text-copy, by to_owned",
            "names alone: line 3: unknown: f is gone",
            "new: line 2: unknown, by copy",
        ]
    );
}

fn exercises() -> Vec<String> {
    let folders = support::entries(&root().join("exercises"));
    let mut names: Vec<String> = folders
        .iter()
        .filter_map(|folder| Some(folder.file_name()?.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    names
}

/// Lets the runner build harnesses. A check of what is not the learner's leaves no trace.
fn check(words: &[&str]) {
    let mut check = Command::new(env!("CARGO"));
    let output = check
        .args(["xtask", "check", "--explain=nothing"])
        .args(words)
        .current_dir(root())
        .output()
        .expect("the runner");
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{check:?}: {}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Where this test was built, which is where the runner builds, too.
fn target() -> PathBuf {
    let own = std::env::current_exe().expect("this test");
    let target = own.ancestors().nth(3).map(Path::to_owned);
    target.expect("target/debug/deps/today")
}
