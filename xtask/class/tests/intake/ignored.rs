//! What is said of all that is not used.

use class::intake::Handed;

use crate::support::{GOOD, Submissions, names, student};

#[test]
fn says_what_of_a_clone_is_ignored() {
    let submissions = Submissions::new();
    let whole = "anna/exercises/ex3-string-trap";
    for own in [
        "Cargo.toml",
        "exercise.toml",
        "starter.rs",
        "src/main.rs",
        "src/lib.rs",
    ] {
        submissions.write(format!("{whole}/{own}"), GOOD);
    }
    for extra in [
        ".cargo/config.toml",
        ".git/hooks/post-checkout",
        "Cargo.toml",
        "build.rs",
        "exercises/ex1-debug/src/lib.rs",
        "exercises/ex3-string-trap/.cargo/config",
        "exercises/ex3-string-trap/build.rs",
        "exercises/ex3-string-trap/notes\n.txt",
        "exercises/ex3-string-trap/src/bin/other.rs",
        "exercises/ex3-string-trap/src/other.rs",
        "rust-toolchain.toml",
        "target/release/ex3",
    ] {
        submissions.write(format!("anna/{extra}"), GOOD);
    }
    submissions.link("/", "anna/root");
    let class = submissions.read();
    let anna = student(&class, "anna");
    assert!(matches!(anna.files["ex3"], Handed::File { .. }));
    assert_eq!(
        anna.ignored,
        [
            "build.rs: no build script is run",
            ".cargo/config.toml: no settings of cargo are read",
            "rust-toolchain.toml: the workbook's own compiler is used",
            "exercises/ex3-string-trap/build.rs: no build script is run",
            "exercises/ex3-string-trap/.cargo/config: no settings of cargo are read",
            "exercises/ex3-string-trap/src/bin/: only lib.rs is graded",
            "exercises/ex3-string-trap/src/other.rs: only lib.rs is graded",
            ".git/",
            "Cargo.toml",
            "root (a symbolic link)",
            "target/",
            "exercises/ex1-debug/",
            "exercises/ex3-string-trap/notes\\n.txt",
        ]
    );
    assert_eq!(class.warnings, [""; 0]);
}

#[test]
fn names_few_of_many_ignored_files() {
    let submissions = Submissions::new();
    submissions.write("anna/ex3.rs", GOOD);
    submissions.write("anna/build.rs", GOOD);
    for index in 0..30 {
        submissions.write(format!("anna/file{index:02}"), "");
    }
    let ignored = submissions.read().students.swap_remove(0).ignored;
    assert_eq!(ignored.len(), 21);
    assert_eq!(ignored[0], "build.rs: no build script is run");
    assert_eq!(ignored[19], "file18");
    assert_eq!(ignored[20], "and 11 more");

    for index in 0..10_001 {
        submissions.write(format!("bob/{index}"), "");
    }
    submissions.write("bob/build.rs", "");
    submissions.write("bob/ex3.rs", GOOD);
    let class = submissions.read();
    let bob = student(&class, "bob");
    assert!(matches!(bob.files["ex3"], Handed::File { .. }));
    assert_eq!(
        bob.ignored,
        [
            "build.rs: no build script is run",
            "the folder: more than 10000 entries, not listed"
        ]
    );
}

#[test]
fn files_and_hidden_folders_are_nobody() {
    let submissions = Submissions::new();
    submissions.write("anna/ex3.rs", GOOD);
    submissions.write(".git/ex3.rs", GOOD);
    submissions.write(".DS_Store", "");
    submissions.write("bob.zip", "");
    submissions.write("ex3.rs", GOOD);
    let class = submissions.read();
    assert_eq!(names(&class), ["anna"]);
    assert_eq!(
        class.warnings,
        [
            "ignored, since hidden: `.DS_Store`, `.git`",
            "ignored, since no folder: `bob.zip`, `ex3.rs`; archives are not unpacked, and links \
             not followed",
        ]
    );
}

#[test]
fn a_folder_without_any_file_is_warned_of() {
    let submissions = Submissions::new();
    submissions.write(
        "anna/workbook-main/exercises/ex3-string-trap/src/lib.rs",
        GOOD,
    );
    let class = submissions.read();
    assert_eq!(class.students[0].files["ex3"], Handed::Nothing);
    assert_eq!(class.students[0].ignored, ["workbook-main/"]);
    assert_eq!(class.warnings.len(), 1);
    assert!(
        class.warnings[0].starts_with("folders without a file for any exercise: `anna`; "),
        "{:?}",
        class.warnings
    );
}
