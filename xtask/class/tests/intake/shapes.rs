//! Where a file may lie.

use std::fs;
use std::path::Path;

use class::intake::{Handed, WantedExercise};
use rustix::fs::{CWD, Mode, mkfifoat};
use xtask::workbook::Workbook;

use crate::support::{self, GOOD, Submissions, student, why};

#[test]
fn takes_every_shape() {
    let shapes = [
        "exercises/ex3-string-trap/src/lib.rs",
        "ex3-string-trap/src/lib.rs",
        "ex3.rs",
        "ex3-string-trap.rs",
    ];
    for shape in shapes {
        let submissions = Submissions::new();
        submissions.write(format!("anna/{shape}"), GOOD);
        let class = submissions.read();
        let anna = student(&class, "anna");
        assert_eq!(anna.folder, Some(submissions.root().join("anna")));
        assert_eq!(anna.files["ex1"], Handed::Nothing);
        let expected = Handed::File {
            shown: format!("anna/{shape}"),
            text: GOOD.to_owned(),
            // printf 'pub fn f() {}\n' | sha256sum
            sha256: "16c2fca9e371936458d01576b4ca311c22d166a45539ccbc9104823d0b10db47".to_owned(),
        };
        assert_eq!(anna.files["ex3"], expected);
        assert_eq!(anna.ignored, [""; 0], "{shape}");
        assert_eq!(class.warnings, [""; 0], "{shape}");
    }
}

#[test]
fn several_files_for_an_exercise_must_be_the_same() {
    let submissions = Submissions::new();
    submissions.write("anna/ex3.rs", GOOD);
    submissions.write("anna/ex3-string-trap/src/lib.rs", GOOD);
    let Handed::File { shown, .. } = submissions.only() else {
        panic!("two equal files are no conflict");
    };
    assert_eq!(shown, "anna/ex3-string-trap/src/lib.rs");
    submissions.write("anna/ex3.rs", "pub fn other() {}\n");
    assert_eq!(
        why(&submissions.only()),
        "expected one file for ex3, found 2 that are not the same: \
         anna/ex3-string-trap/src/lib.rs, anna/ex3.rs"
    );
}

#[test]
fn a_file_that_is_called_like_a_folder_is_something_else() {
    let submissions = Submissions::new();
    submissions.write("anna/exercises", "");
    mkfifoat(CWD, submissions.at("anna/ex1-debug-release"), Mode::RUSR).expect("a pipe");
    submissions.write("anna/ex3.rs", GOOD);
    let class = submissions.read();
    assert!(matches!(
        class.students[0].files["ex3"],
        Handed::File { .. }
    ));
    assert_eq!(class.students[0].files["ex1"], Handed::Nothing);
    assert_eq!(
        class.students[0].ignored,
        ["ex1-debug-release (a named pipe)", "exercises"]
    );
}

/// A clone of the workbook as everyone gets it.
#[test]
fn reads_the_workbook_itself() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let workbook = Workbook::open(&root.canonicalize().expect("the workbook"))
        .unwrap_or_else(|failure| panic!("{failure}"));
    let wanted: Vec<WantedExercise> = workbook
        .exercises
        .iter()
        .map(|exercise| WantedExercise::of(exercise).unwrap_or_else(|failure| panic!("{failure}")))
        .collect();
    let submissions = Submissions::new();
    for exercise in &workbook.exercises {
        let folder = format!("anna/exercises/{}", exercise.name);
        for below in ["", "src"] {
            for entry in fs::read_dir(exercise.folder.join(below)).expect("a folder") {
                let file = entry.expect("an entry").path();
                let name = file.file_name().expect("a name").to_str().expect("a text");
                if file.is_file() {
                    let text = fs::read(&file).expect("a file");
                    submissions.write(format!("{folder}/{below}/{name}"), text);
                }
            }
        }
    }
    let class = support::read(&submissions.root(), &wanted, None)
        .unwrap_or_else(|failure| panic!("{failure}"));
    let anna = student(&class, "anna");
    assert_eq!(anna.ignored, [""; 0]);
    assert_eq!(anna.files.len(), workbook.exercises.len());
    for exercise in &workbook.exercises {
        let Handed::File { text, .. } = &anna.files[&exercise.id] else {
            panic!("{}: {:?}", exercise.id, anna.files[&exercise.id]);
        };
        assert_eq!(
            *text,
            fs::read_to_string(exercise.learner_file()).expect("a file")
        );
    }
}
