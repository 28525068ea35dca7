//! What people see: strangers' texts, links, and nothing that is not theirs.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::synthetic::{SEED, class_of, hostile_names};
use crate::{STUDENTS, files, links, read, written};

#[test]
fn students_see_nothing_that_is_not_theirs() {
    let book = class_of(STUDENTS);
    let folder = written(&book);
    // Names that are long enough to be in a text only on purpose.
    let others: Vec<&String> = book
        .class
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
    for (page, name) in links(&folder).iter().zip(&book.class.students) {
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
    let written = book.write(&root).expect("reports");
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
fn the_hostile_names_are_in_the_class() {
    let book = class_of(STUDENTS);
    for name in hostile_names() {
        assert!(book.class.students.contains(&name), "{name:?}");
    }
}
