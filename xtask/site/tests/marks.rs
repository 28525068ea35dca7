//! What readers marked in their browsers is kept by the names of pages and of questions.
//! No edition takes such a name away, or their marks are gone. `browser/marks.mjs` looks
//! at the marks themselves.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn folder(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

/// The pages of the book, by their paths below its sources.
fn pages(of: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(of).expect("the book") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        if name.ends_with(".md") {
            let text = fs::read_to_string(&path).expect("a page");
            found.insert(name.into_owned(), text);
        }
    }
    found
}

#[test]
fn whatever_an_earlier_edition_kept_marks_of_is_still_in_the_book() {
    let pages = pages(&folder("../../book/src"));
    let asks = |kind: &str, id: &str| {
        let block = format!("```{kind}\nid = \"{id}\"\n");
        pages
            .values()
            .any(|page| page.replace("\r\n", "\n").contains(&block))
    };
    let mut files = 0;
    for entry in fs::read_dir(folder("tests/browser")).expect("the marks") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        if !name.starts_with("marks-") {
            continue;
        }
        files += 1;
        let text = fs::read_to_string(&path).expect("the marks");
        let entries: BTreeMap<String, String> = serde_json::from_str(&text).expect("JSON");
        for (key, text) in entries {
            let marks: BTreeMap<String, Value> = serde_json::from_str(&text).expect("JSON");
            let kind = key.strip_prefix("rust-memory-workbook/").expect("our keys");
            for mark in marks.keys() {
                let is_there = match kind {
                    "read" => pages.contains_key(&mark.replace(".html", ".md")),
                    _ => asks(kind, mark),
                };
                assert!(
                    is_there,
                    "{key}: readers have a mark of `{mark}`, which is not in the book any more. \
                     Give it its name back, or let the script that reads the marks know the old \
                     name, and say so here"
                );
            }
        }
    }
    assert!(files > 0, "there are no marks");
}
