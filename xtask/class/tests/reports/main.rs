//! The reports of a class, as files. In: a class that does not exist, with hostile names
//! and messages. Out: whether programs can read them, people see what is so, and nobody
//! sees what is not theirs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

mod formats;
mod pages;
mod runs;
mod schemas;
#[path = "../../../tests/shape/mod.rs"]
mod shape;
#[path = "../synthetic/mod.rs"]
mod synthetic;

use synthetic::Book;

const STUDENTS: usize = 96;

fn written(book: &Book) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    book.write(folder.path()).expect("reports");
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
