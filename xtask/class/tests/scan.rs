//! The language rules, held against the real compiler. In: small texts, some of them
//! tricks. Out: whether the rules find them, and whether they do what they look like.

mod rules;

use std::path::{Path, PathBuf};
use std::process::Command;

use class::scan::{Violation, scan, scan_bytes};

use rules::Rustc::{self, Accepts, Reads, Refuses};
use rules::{ALLOWED, FORBIDDEN};

fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// What the compiler does with a text, without the rules.
fn compile(folder: &Path, number: usize, text: &str) -> (Rustc, String) {
    // Each in a folder of its own: `mod x;` looks for files beside it.
    let folder = folder.join(number.to_string());
    std::fs::create_dir(&folder).expect("a folder can be made");
    let seen = folder.join("seen");
    std::fs::write(&seen, "SEEN\n").expect("a file can be written");
    let parts = concat_parts(&seen);
    let text = text
        .replace("\"FI\", \"LE\"", &parts)
        .replace("FILE", seen.to_str().expect("the path is UTF-8"));
    let source = folder.join("text.rs");
    std::fs::write(&source, text).expect("a file can be written");
    let output = rustc()
        .args(["--edition=2024", "--crate-type=lib", "--crate-name=text"])
        .args(["-Funsafe_code", "--cap-lints=forbid", "--emit=metadata"])
        .arg("--out-dir")
        .arg(&folder)
        .arg(&source)
        .output()
        .expect("rustc starts");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let saw = if output.status.success() {
        Accepts
    } else if errors.contains("SEEN") {
        Reads
    } else {
        Refuses
    };
    (saw, errors)
}

fn concat_parts(path: &Path) -> String {
    let path = path.to_str().expect("the path is UTF-8");
    let (a, b) = path.split_at(1);
    format!("{a:?}, {b:?}")
}

#[test]
fn what_is_forbidden_is_found() {
    for (_, says, texts) in FORBIDDEN {
        for text in *texts {
            let found = scan(text);
            assert!(
                found.iter().any(|violation| violation.what.contains(says)),
                "{text}\n{found:#?}"
            );
        }
    }
}

#[test]
fn what_is_allowed_is_left_alone() {
    for text in ALLOWED.iter().flat_map(|(_, texts)| *texts) {
        assert_eq!(scan(text), [], "{text}");
    }
}

#[test]
fn the_compiler_does_with_each_text_what_the_tables_say() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let forbidden = FORBIDDEN.iter().map(|&(rustc, _, texts)| (rustc, texts));
    let groups = forbidden.chain(ALLOWED.iter().copied());
    let all = groups.flat_map(|(rustc, texts)| texts.iter().map(move |text| (rustc, text)));
    for (number, (wanted, text)) in all.enumerate() {
        let (saw, errors) = compile(folder.path(), number, text);
        assert_eq!(saw, wanted, "{text}\n{errors}");
    }
}

#[test]
fn starters_and_references_keep_the_rules() {
    let workbook = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut looked_at = 0;
    for (folder, file) in [("exercises", "starter.rs"), ("solutions", "src/lib.rs")] {
        for entry in std::fs::read_dir(workbook.join(folder)).expect("the workbook is there") {
            let path: PathBuf = entry.expect("its folders can be listed").path().join(file);
            let bytes = std::fs::read(&path).expect("each has its file");
            assert_eq!(scan_bytes(&bytes), [], "{}", path.display());
            looked_at += 1;
        }
    }
    assert!(looked_at >= 14, "{looked_at} files");
}

#[test]
fn a_place_is_told_as_the_compiler_tells_it() {
    let at = |text: &str| {
        let places = scan(text)
            .into_iter()
            .map(|found| (found.line, found.column));
        places.collect::<Vec<_>>()
    };
    for (text, places) in [
        ("unsafe", vec![(1, 1)]),
        ("\u{feff}unsafe", vec![(1, 1)]),
        ("\r\n\r\n  unsafe", vec![(3, 3)]),
        ("/* äöü */ unsafe", vec![(1, 11)]),
        (
            "#!x\nunsafe\n\n unsafe unsafe",
            vec![(2, 1), (4, 2), (4, 9)],
        ),
        ("fn f() {\n\t#[link] mod x;", vec![(2, 2), (2, 10)]),
    ] {
        assert_eq!(at(text), places, "{text:?}");
    }
}

#[test]
fn bytes_that_are_no_text_are_a_violation() {
    let found = scan_bytes(b"fn f() {}\n  \xff unsafe");
    let [
        Violation {
            line: 2,
            column: 3,
            what,
        },
    ] = found.as_slice()
    else {
        panic!("{found:?}");
    };
    assert!(what.contains("UTF-8"), "{what}");
    assert_eq!(scan_bytes(b"fn f() {}"), []);
}

/// No text wears it out: neither nesting, nor length, nor nonsense. Each of these would
/// take hours if it were looked through again and again.
#[test]
fn long_and_broken_texts_end() {
    const MANY: usize = 50_000;
    for piece in [
        "(",
        "{",
        "#[",
        "#![",
        "#[cfg_attr(",
        "/*",
        "//!",
        "'",
        "\"",
        "r#",
        "r#\"",
        "b'",
        "!",
        "env!",
        "env!(",
        "mod ",
        "use ",
        "$",
        "macro_rules!",
        "macro_rules! m {",
        "m!(",
        "as ",
        "\0",
        "\u{feff}",
        "\r",
        "\r\n",
        "---\n",
        "::a",
        "#[a::",
        "#!",
        "é",
        "🦀",
        "'r#",
        "k#",
    ] {
        let found = scan(&piece.repeat(MANY));
        assert!(found.len() <= 50, "{piece:?}");
        for start in [
            "macro_rules! m { ",
            "macro_rules! m {() => {}} m! { ",
            "#",
            "use ",
        ] {
            scan(&format!("{start}{}", piece.repeat(MANY)));
        }
    }
    // And what no one would write: all bytes, in an order that looks like chance.
    let mut state: u32 = 1;
    for _ in 0..200 {
        let bytes: Vec<u8> = (0..500)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                b"#![](){}$'\"\\r/*!;:,= \n\0\xc3\xa9aenvmod"[(state >> 24) as usize % 32]
            })
            .collect();
        scan(&String::from_utf8_lossy(&bytes));
        scan_bytes(&bytes);
    }
}
