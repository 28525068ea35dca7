//! Submissions as they come: good ones, broken ones, and those that want more than to be
//! graded.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use class::intake::{self, Class, Handed, Student, Wanted};
use rustix::fs::{CWD, Mode, mkfifoat};
use tempfile::TempDir;
use xtask::workbook::Workbook;

const GOOD: &str = "pub fn f() {}\n";
const SIZE_LIMIT: usize = xtask::source::SIZE_LIMIT as usize;

/// A folder of submissions, and beside it what is none of their business.
struct Submissions {
    scratch: TempDir,
}

impl Submissions {
    fn new() -> Self {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        fs::create_dir(scratch.path().join("class")).expect("a folder");
        fs::write(scratch.path().join("secret.rs"), "pub fn secret() {}").expect("a file");
        Submissions { scratch }
    }

    fn root(&self) -> PathBuf {
        self.scratch.path().join("class")
    }

    /// A path below the submissions, its folders made.
    fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        path
    }

    fn write(&self, path: impl AsRef<Path>, text: impl AsRef<[u8]>) {
        fs::write(self.at(path), text).expect("a file");
    }

    fn link(&self, to: impl AsRef<Path>, path: &str) {
        symlink(to, self.at(path)).expect("a link");
    }

    fn secret(&self) -> PathBuf {
        self.scratch.path().join("secret.rs")
    }

    fn roster(&self, text: &str) -> PathBuf {
        let file = self.scratch.path().join("roster.csv");
        fs::write(&file, text).expect("a roster");
        file
    }

    fn read(&self) -> Class {
        intake::read(&self.root(), &exercises(), None).unwrap_or_else(|failure| panic!("{failure}"))
    }

    fn read_with(&self, roster: &str) -> Class {
        let roster = self.roster(roster);
        intake::read(&self.root(), &exercises(), Some(&roster))
            .unwrap_or_else(|failure| panic!("{failure}"))
    }

    /// What came of `ex3` of the only student.
    fn only(&self) -> Handed {
        let class = self.read();
        assert_eq!(class.students.len(), 1, "{class:?}");
        class.students[0].files["ex3"].clone()
    }
}

fn exercises() -> Vec<Wanted> {
    [("ex1", "ex1-debug-release"), ("ex3", "ex3-string-trap")]
        .map(|(id, name)| Wanted {
            id: id.to_owned(),
            name: name.to_owned(),
            own: [
                "Cargo.toml",
                "exercise.toml",
                "starter.rs",
                "src",
                "src/lib.rs",
                "src/main.rs",
            ]
            .map(str::to_owned)
            .into(),
        })
        .into()
}

fn names(class: &Class) -> Vec<&str> {
    class
        .students
        .iter()
        .map(|student| student.name.as_str())
        .collect()
}

fn student<'a>(class: &'a Class, name: &str) -> &'a Student {
    let found = class.students.iter().find(|student| student.name == name);
    found.unwrap_or_else(|| panic!("no {name} in {:?}", names(class)))
}

/// Why it cannot be graded.
fn why(handed: &Handed) -> &str {
    match handed {
        Handed::Unfit { why, .. } => why,
        other => panic!("expected something unfit, found {other:?}"),
    }
}

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
fn follows_no_link_at_any_place() {
    let whole = "exercises/ex3-string-trap/src/lib.rs";
    for link in [
        "exercises",
        "exercises/ex3-string-trap",
        "exercises/ex3-string-trap/src",
        whole,
    ] {
        let submissions = Submissions::new();
        let elsewhere = submissions.scratch.path().join("elsewhere");
        let target = elsewhere.join(link);
        let file = elsewhere.join(whole);
        fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
        fs::write(&file, "pub fn secret() {}").expect("a file");
        submissions.link(&target, &format!("anna/{link}"));
        assert_eq!(
            submissions.only(),
            Handed::Unfit {
                shown: format!("anna/{whole}"),
                why: format!("anna/{link} is a symbolic link: links are not followed"),
            }
        );
    }
}

#[test]
fn a_link_to_another_submission_or_within_one_is_not_followed_either() {
    let submissions = Submissions::new();
    submissions.write("bob/ex3.rs", GOOD);
    submissions.link("../bob/ex3.rs", "anna/ex3.rs");
    submissions.write("carl/real.rs", GOOD);
    submissions.link("real.rs", "carl/ex3.rs");
    submissions.link("bob", "dora");
    let class = submissions.read();
    assert_eq!(names(&class), ["anna", "bob", "carl"]);
    for name in ["anna", "carl"] {
        assert_eq!(
            why(&student(&class, name).files["ex3"]),
            format!("{name}/ex3.rs is a symbolic link: links are not followed")
        );
    }
    assert_eq!(
        class.warnings,
        [
            "ignored, since no folder: `dora (a symbolic link)`; archives are not unpacked, and \
          links not followed"
        ]
    );
}

#[test]
fn opens_nothing_but_regular_files() {
    type Make = fn(&Path);
    let cases: [(Make, &str); 5] = [
        (
            |path| mkfifoat(CWD, path, Mode::RUSR | Mode::WUSR).expect("a pipe"),
            "anna/ex3.rs is a named pipe; expected a regular file",
        ),
        (
            |path| symlink("/dev/zero", path).expect("a link"),
            "anna/ex3.rs is a symbolic link: links are not followed",
        ),
        (
            |path| symlink("ex3.rs", path).expect("a link"),
            "anna/ex3.rs is a symbolic link: links are not followed",
        ),
        (
            |path| fs::create_dir(path).expect("a folder"),
            "anna/ex3.rs is a folder; expected a regular file",
        ),
        (
            |path| {
                // The name stays when the listener is gone.
                std::os::unix::net::UnixListener::bind(path).expect("a socket");
            },
            "anna/ex3.rs is a socket; expected a regular file",
        ),
    ];
    for (make, expected) in cases {
        let submissions = Submissions::new();
        make(&submissions.at("anna/ex3.rs"));
        assert_eq!(why(&submissions.only()), expected);
    }
    let submissions = Submissions::new();
    fs::create_dir(submissions.at("anna/ex3-string-trap/src/lib.rs")).expect("a folder");
    assert_eq!(
        why(&submissions.only()),
        "anna/ex3-string-trap/src/lib.rs is a folder; expected a regular file"
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

#[test]
fn a_file_is_a_text_of_limited_size() {
    let just = "/".repeat(SIZE_LIMIT);
    let long = "/".repeat(SIZE_LIMIT + 1);
    let submissions = Submissions::new();
    submissions.write("anna/ex3.rs", &just);
    let Handed::File { text, .. } = submissions.only() else {
        panic!("{SIZE_LIMIT} bytes are allowed");
    };
    assert_eq!(text, just);
    let cases: [(&[u8], &str); 5] = [
        (
            long.as_bytes(),
            "anna/ex3.rs has 65537 bytes; at most 65536 are allowed",
        ),
        (
            b"// ok\n// caf\xe9\n",
            "anna/ex3.rs:2: the text is not valid UTF-8",
        ),
        (
            b"// ok\n\n// \0\n",
            "anna/ex3.rs:3: there is a NUL byte in the text",
        ),
        (b"", "anna/ex3.rs is empty"),
        (b" \n", "anna/ex3.rs is empty"),
    ];
    for (bytes, expected) in cases {
        submissions.write("anna/ex3.rs", bytes);
        assert_eq!(why(&submissions.only()), expected);
    }
    let holes = fs::File::create(submissions.at("anna/ex3.rs")).expect("a file");
    holes.set_len(1 << 40).expect("a file with a hole");
    assert_eq!(
        why(&submissions.only()),
        "anna/ex3.rs has 1099511627776 bytes; at most 65536 are allowed"
    );
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_stay() {
    let submissions = Submissions::new();
    let text = "\u{feff}pub fn f() {}\r\n";
    submissions.write("anna/ex3.rs", text);
    match submissions.only() {
        Handed::File { text: read, .. } => assert_eq!(read, text),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_may_not_be_read_is_unfit() {
    if rustix::process::geteuid().is_root() {
        eprintln!("SKIPPED: root may read everything");
        return;
    }
    let submissions = Submissions::new();
    submissions.write("anna/ex3.rs", GOOD);
    submissions.write("bob/ex3.rs", GOOD);
    let lock = |path: &str| {
        let none = fs::Permissions::from_mode(0o0);
        fs::set_permissions(submissions.root().join(path), none).expect("permissions");
    };
    lock("anna/ex3.rs");
    lock("bob");
    let class = submissions.read();
    let open = fs::Permissions::from_mode(0o700);
    fs::set_permissions(submissions.root().join("bob"), open).expect("permissions");
    assert_eq!(
        why(&student(&class, "anna").files["ex3"]),
        "anna/ex3.rs cannot be read: Permission denied (os error 13)"
    );
    assert_eq!(
        why(&student(&class, "bob").files["ex3"]),
        "bob cannot be opened: Permission denied (os error 13)"
    );
}

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
        intake::read(folder, &exercises(), None)
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

/// A clone of the workbook as everyone gets it.
#[test]
fn reads_the_workbook_itself() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let workbook = Workbook::open(&root.canonicalize().expect("the workbook"))
        .unwrap_or_else(|failure| panic!("{failure}"));
    let wanted: Vec<Wanted> = workbook
        .exercises
        .iter()
        .map(|exercise| Wanted::of(exercise).unwrap_or_else(|failure| panic!("{failure}")))
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
    let class = intake::read(&submissions.root(), &wanted, None)
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
