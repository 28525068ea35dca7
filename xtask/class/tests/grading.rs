//! Nothing is lost: the real program grades a small class, is killed, and goes on.

#![cfg(target_os = "linux")]

mod classes;

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, SystemTime};

use classes::{
    done, grade, gradebook, hand_in, hand_in_attack, judged, program, results, same_seed, verdict,
};
use xtask::pipe::grade::Verdict;

/// Honest, equal, unfinished and hostile students, and one who sent nothing.
fn small_class(class: &Path) {
    let solution = "solutions/ex3-string-trap/src/lib.rs";
    hand_in(class, "anna", "ex3", solution);
    hand_in(class, "bela", "ex3", solution);
    hand_in(class, "cleo", "ex3", "exercises/ex3-string-trap/src/lib.rs");
    hand_in_attack(class, "dora", "exit-zero");
    hand_in_attack(class, "emil", "busy-loop");
    fs::create_dir_all(class.join("fred")).expect("a folder");
}

/// The folder of what is built here.
fn target() -> &'static Path {
    let program = Path::new(env!("CARGO_BIN_EXE_class"));
    program.ancestors().nth(2).expect("the target folder")
}

/// The calls of the compiler that files are compiled by, and when each was written down.
fn calls() -> Vec<(SystemTime, String)> {
    let calls = fs::read_dir(target().join("class-calls")).expect("calls of the compiler");
    let mut calls: Vec<_> = calls
        .map(|call| {
            let path = call.expect("a call").path();
            let made = fs::metadata(&path).and_then(|call| call.modified());
            (
                made.expect("a time"),
                fs::read_to_string(path).expect("text"),
            )
        })
        .collect();
    calls.sort();
    calls
}

/// What was compiled last for a class links the libraries where a check keeps them, so that
/// they are compiled once for both.
fn uses_the_libraries_of_a_check() {
    let calls = calls();
    let mut linking = calls.iter().filter(|(_, call)| call.contains("\"serde="));
    let (_, newest) = linking.next_back().expect("a call that links serde");
    let serde = target().join("release/deps/libserde");
    let serde = format!("\"serde={}", serde.display());
    assert!(newest.contains(&serde), "expected {serde} in {newest}");
}

/// The crate that knows what is asked is linked with the harness, and never with a file
/// that was handed in; nor are the scales.
fn only_harnesses_have_a_kit() {
    let calls = calls();
    let newest = |name: &str| {
        let name = format!("\"--crate-name\",\"{name}\"");
        let mut named = calls.iter().filter(|(_, call)| call.contains(&name));
        let newest = named.next_back();
        newest.unwrap_or_else(|| panic!("no call with {name}"))
    };
    let (_, harness) = newest("ex3_string_trap_reference_harness");
    let (_, library) = newest("ex3_string_trap");
    for linked in ["\"kit=", "\"meter="] {
        assert!(harness.contains(linked), "expected {linked} in {harness}");
        assert!(!library.contains(linked), "{linked} is in {library}");
    }
}

#[test]
fn what_is_killed_or_divided_comes_to_the_same() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let at = |name: &str| scratch.path().join(name);
    let (class, whole) = (at("class"), at("whole"));
    small_class(&class);
    done(grade(&class, &whole, &[]), 0);
    uses_the_libraries_of_a_check();
    only_harnesses_have_a_kit();
    let compiled_once = calls();
    let expected = results(&whole);
    for (student, exercise, right) in [
        ("anna", "ex3", Verdict::Pass),
        ("bela", "ex3", Verdict::Pass),
        ("cleo", "ex3", Verdict::OverBudget),
        ("dora", "ex4", Verdict::Crashed),
        ("emil", "ex4", Verdict::TimedOut),
    ] {
        assert_eq!(verdict(&expected, student, exercise), right, "{student}");
    }

    // Started again, nothing is judged.
    let again = done(grade(&class, &whole, &[]), 0);
    assert!(again.contains("judged now: 0 files"), "{again}");

    // Killed while files are judged, then completed.
    let killed = at("killed");
    same_seed(&whole, &killed);
    for _ in 0..2 {
        let before = judged(&killed);
        let mut command = grade(&class, &killed, &["--jobs", "1"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program starts");
        while judged(&killed) == before {
            std::thread::sleep(Duration::from_millis(20));
            let over = child.try_wait().expect("a child");
            assert!(over.is_none(), "it ended before it could be killed");
        }
        child.kill().expect("killed");
        child.wait().expect("its end");
    }
    assert!(judged(&killed) < judged(&whole), "killed too late");
    // What a power cut leaves of a line.
    let path = killed.join("results.jsonl");
    let mut bytes = fs::read(&path).unwrap_or_default();
    bytes.extend_from_slice(b"{\"student\":\"an");
    fs::write(&path, bytes).expect("written");
    let mended = done(grade(&class, &killed, &[]), 0);
    assert!(mended.contains("results.torn"), "{mended}");
    assert_eq!(results(&killed), expected);
    assert_eq!(gradebook(&killed), gradebook(&whole));
    let left = fs::read_dir(killed.join("scratch")).expect("a folder");
    assert_eq!(left.count(), 0, "a scratch folder is left");

    // In two parts.
    for (name, part) in [("one", "hash:1/2"), ("two", "hash:2/2")] {
        same_seed(&whole, &at(name));
        done(grade(&class, &at(name), &["--partition", part]), 0);
    }
    let merge = |parts: &[&str], out: &str| {
        let mut command = program(&["merge"]);
        command.args(parts.iter().map(|part| at(part)));
        command.arg("--out").arg(at(out));
        command
    };
    done(merge(&["one", "two"], "merged"), 0);
    assert_eq!(results(&at("merged")), expected);
    let gap = done(merge(&["one"], "half"), 2);
    assert!(gap.contains("hash:2/2 is missing"), "{gap}");

    // One changed file is judged again, and no other.
    let changed = class.join("anna/ex3.rs");
    let longer = fs::read_to_string(&changed).expect("a file") + "\n// Later.\n";
    fs::write(&changed, longer).expect("written");
    let one = done(grade(&class, &whole, &[]), 0);
    assert!(one.contains("judged now: 1 file;"), "{one}");
    let mut now = results(&whole);
    let key = ("anna".to_owned(), "ex3".to_owned());
    assert_ne!(now[&key], expected[&key]);
    now.insert(key.clone(), expected[&key].clone());
    assert_eq!(now, expected);

    // What a harness is linked with was compiled for the first class, and not again for
    // each file.
    assert_eq!(calls(), compiled_once);
}
