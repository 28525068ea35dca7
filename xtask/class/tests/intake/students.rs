//! Who is in the class.

use std::path::Path;

use class::intake::Handed;

use crate::support::{self, GOOD, Submissions, exercises, names, student, why};

/// Other systems allow fewer names.
#[cfg(target_os = "linux")]
#[test]
fn strange_names_are_shown_safely_and_stay_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let long = "x".repeat(255);
    let folders: [&[u8]; 12] = [
        b"=cmd",
        b"<script>",
        b"a\nb",
        b"a\\nb",
        b"a\xff",
        b"a\\xff",
        "a\u{202e}b".as_bytes(),
        b"~",
        b"-rf",
        b" ",
        b"con",
        long.as_bytes(),
    ];
    let submissions = Submissions::new();
    for folder in folders {
        submissions.write(Path::new(OsStr::from_bytes(folder)).join("ex3.rs"), GOOD);
    }
    let class = submissions.read();
    let cut = &class.students[10].name;
    assert_eq!(
        names(&class),
        [
            "\\u{20}",
            "-rf",
            "<script>",
            "=cmd",
            "a\\nb",
            "a\\\\nb",
            "a\\\\xff",
            "a\\u{202e}b",
            "a\\xff",
            "con",
            cut,
            "~",
        ]
    );
    assert!(
        cut.starts_with(&"x".repeat(40)) && cut.chars().count() <= 100,
        "{cut}"
    );
    for student in &class.students {
        let Handed::File { shown, .. } = &student.files["ex3"] else {
            panic!("{student:?}");
        };
        assert_eq!(*shown, format!("{}/ex3.rs", student.name));
        assert!(
            student
                .folder
                .as_ref()
                .is_some_and(|folder| folder.is_dir())
        );
    }
}

#[test]
fn the_roster_says_who_is_missing() {
    let submissions = Submissions::new();
    for name in ["anna", "Bob", "stranger"] {
        submissions.write(format!("{name}/ex3.rs"), GOOD);
    }
    submissions.link(submissions.secret(), "linked");
    let class = submissions.read_with("name,student\nZ,zoe\nA,anna\nB,bob\nL,linked\n");
    assert_eq!(
        names(&class),
        ["Bob", "anna", "bob", "linked", "stranger", "zoe"]
    );
    for name in ["zoe", "bob"] {
        let absent = student(&class, name);
        assert_eq!(absent.folder, None);
        let handed: Vec<(&str, &Handed)> = absent
            .files
            .iter()
            .map(|(id, handed)| (id.as_str(), handed))
            .collect();
        assert_eq!(
            handed,
            [("ex1", &Handed::Nothing), ("ex3", &Handed::Nothing)]
        );
    }
    assert!(matches!(
        student(&class, "stranger").files["ex3"],
        Handed::File { .. }
    ));
    for handed in student(&class, "linked").files.values() {
        assert_eq!(why(handed), "linked is a symbolic link; expected a folder");
    }
    let roster = submissions.scratch.path().join("roster.csv");
    let roster = roster.display();
    assert_eq!(
        class.warnings,
        [
            "ignored, since no folder: `linked (a symbolic link)`; archives are not unpacked, and \
             links not followed"
                .to_owned(),
            format!("graded, but not in {roster}: `Bob`, `stranger`"),
            format!(
                "{roster}: these differ from a folder's name in capitals only, and count as other \
                 students: `bob`"
            ),
        ]
    );
}

#[test]
fn a_roster_of_the_wrong_column_is_warned_of() {
    let submissions = Submissions::new();
    submissions.write("anna/ex3.rs", GOOD);
    let class = submissions.read_with("Name,Mail\nAnna A,a@example.org\n");
    assert_eq!(names(&class), ["Anna A", "Name", "anna"]);
    let warnings = class.warnings.join("\n");
    for expected in [
        "no name in it is that of a folder",
        "so the first line is taken as a student, `Name`",
        "graded, but not in",
    ] {
        assert!(warnings.contains(expected), "{expected}: {warnings}");
    }
    // Without a header, but with the right names, there is nothing to warn of.
    let class = submissions.read_with("anna\nzoe\n");
    assert_eq!(names(&class), ["anna", "zoe"]);
    assert_eq!(class.warnings, [""; 0]);
}

#[test]
fn a_class_that_has_sent_nothing_is_still_a_class() {
    let submissions = Submissions::new();
    let class = submissions.read_with("student\nanna\n");
    assert_eq!(names(&class), ["anna"]);
    assert_eq!(class.students[0].files["ex3"], Handed::Nothing);
}

#[test]
fn folders_that_hold_no_submissions_are_refused() {
    let refused = |folder: &Path| {
        support::read(folder, &exercises(), None)
            .expect_err("no class")
            .to_string()
    };
    let submissions = Submissions::new();
    let root = submissions.root();
    let shown = root.display();
    assert_eq!(
        refused(&root),
        format!("{shown} has no submissions: expected one folder for each student")
    );
    let secret = submissions.secret();
    for wrong in [root.join("absent"), secret] {
        let message = refused(&wrong);
        let beginning = format!(
            "could not open the folder of submissions {}: ",
            wrong.display()
        );
        assert!(message.starts_with(&beginning), "{message}");
    }
    submissions.write("ex3-string-trap/src/lib.rs", GOOD);
    assert_eq!(
        refused(&root),
        format!(
            "{shown} looks like one submission, since it has a folder `ex3-string-trap`: expected \
             one folder for each student\n  next: name the folder above it"
        )
    );
}

#[test]
fn a_student_whose_folder_is_named_like_an_exercise_stops_nobody() {
    let submissions = Submissions::new();
    for student in ["anna", "ex3-string-trap", "exercises", "xtask"] {
        submissions.write(format!("{student}/ex3.rs"), GOOD);
    }
    let class = submissions.read();
    let names: Vec<&str> = class.students.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["anna", "ex3-string-trap", "exercises", "xtask"]);
    for student in &class.students {
        assert!(matches!(student.files["ex3"], Handed::File { .. }));
    }
    // A whole workbook is no class.
    submissions.write("Cargo.toml", "");
    let message = support::read(&submissions.root(), &exercises(), None).expect_err("no class");
    let sign = "looks like one submission, since it has a folder `exercises`";
    assert!(message.to_string().contains(sign), "{message}");
}

#[test]
fn reads_a_class_of_thousands() {
    let submissions = Submissions::new();
    for index in 0..5_000 {
        submissions.write(format!("student{index:04}/ex3.rs"), GOOD);
    }
    let class = submissions.read();
    assert_eq!(class.students.len(), 5_000);
    assert!(class.students.is_sorted_by(|a, b| a.name < b.name));
    let graded = class
        .students
        .iter()
        .filter(|student| matches!(student.files["ex3"], Handed::File { .. }));
    assert_eq!(graded.count(), 5_000);
}
