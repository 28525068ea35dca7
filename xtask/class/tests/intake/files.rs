//! What is opened, and what is refused.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use class::intake::Handed;
use rustix::fs::{CWD, Mode, mkfifoat};

use crate::support::{GOOD, SIZE_LIMIT, Submissions, names, student, why};

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
        let none = fs::Permissions::from_mode(0o000);
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
