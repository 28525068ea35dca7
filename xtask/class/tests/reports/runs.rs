//! What more than one run writes: the same, and nothing of nobody.

use class::report::class::Class;

use crate::synthetic::{Book, class_of};
use crate::{STUDENTS, files, read, rows, written};

#[test]
fn order_and_times_change_nothing() {
    let book = class_of(STUDENTS);
    let expected = files(written(&book).path());
    let mut shuffled = book.clone();
    shuffled.records.reverse();
    shuffled.records.rotate_left(book.records.len() / 3);
    shuffled.class.notes.reverse();
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
fn an_empty_class_has_reports() {
    let class = Class {
        title: "<b>".to_owned(),
        exercises: Vec::new(),
        students: Vec::new(),
        notes: Vec::new(),
        isolation: String::new(),
    };
    let records = Vec::new();
    let book = Book { class, records };
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
    let gone = book.class.students.remove(0);
    let again = book.write(folder.path()).expect("reports");
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
