//! Progress is for people at a terminal, and for nobody else.

// Each test crate uses its own share of the support module.
#[allow(dead_code)]
mod support;

use std::process::Command;

use support::{Workbook, without_waiting};

/// What the runner writes when both of its outputs are one terminal; nothing
/// where there is no `script` to make one.
fn on_a_terminal(workbook: &Workbook, words: &str, term: &str) -> Option<String> {
    if !cfg!(target_os = "linux") || Command::new("script").arg("--version").output().is_err() {
        eprintln!("SKIPPED: there is no `script` of util-linux");
        return None;
    }
    let runner = env!("CARGO_BIN_EXE_xtask");
    let mut command = Command::new("script");
    command
        .args(["-qec", &format!("{runner} {words}"), "/dev/null"])
        .current_dir(workbook.root())
        .env_remove("CARGO_TARGET_DIR")
        .env("TERM", term)
        .stdin(std::process::Stdio::null());
    let output = command.output().expect("script");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a terminal of one line would show in the end: a line that was cleared,
/// or written over, is gone.
fn left_over(text: &str) -> String {
    let line = |line: &str| {
        let line = line.trim_end_matches('\r');
        let kept = line.rsplit("\x1b[2K").next().unwrap_or_default();
        kept.rsplit('\r').next().unwrap_or_default().to_owned()
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// However fast the machine is, a build with this lasts until somebody gets impatient.
const SLOW_TO_COMPILE: &str = "
/// Takes the compiler about a second.
#[allow(long_running_const_eval)]
pub const SLOW: u32 = {
    let mut count = 0;
    while count < 4_000_000 {
        count += 1;
    }
    count
};
";

#[test]
fn a_build_shows_how_far_it_is_and_leaves_nothing() {
    let workbook = Workbook::new();
    let file = "exercises/ex1-squares/src/lib.rs";
    let code = std::fs::read_to_string(workbook.path(file)).expect("the learner's file");
    workbook.write(file, code + SLOW_TO_COMPILE);
    let Some(text) = on_a_terminal(&workbook, "check ex1", "xterm") else {
        return;
    };
    assert!(text.contains("building "), "{text:?}");
    let left = left_over(&text);
    assert!(!left.contains("building "), "{left:?}");
    assert!(left.contains("ex1-squares"), "{left:?}");
    assert!(left.contains("(seed "), "{left:?}");

    // Nothing is left to build: it is done before anybody gets impatient, or
    // what it showed is gone.
    let again = on_a_terminal(&workbook, "check ex1", "xterm").expect("a terminal");
    assert!(!left_over(&again).contains("weighing "), "{again:?}");
}

#[test]
fn a_build_that_fails_leaves_no_progress_either() {
    let workbook = Workbook::new();
    workbook.write(
        "exercises/ex1-squares/src/main.rs",
        "fn main() { nonsense }",
    );
    let Some(text) = on_a_terminal(&workbook, "check ex1", "xterm") else {
        return;
    };
    let left = left_over(&text);
    assert!(!left.contains("building "), "{left:?}");
    assert!(left.contains("error: "), "{left:?}");
}

#[test]
fn programs_and_dumb_terminals_see_no_progress() {
    for (words, term) in [("check ex1 --json", "xterm"), ("check ex1", "dumb")] {
        let workbook = Workbook::new();
        let Some(text) = on_a_terminal(&workbook, words, term) else {
            return;
        };
        for sign in ["building", "weighing", "\x1b[2K", "\x1b[K"] {
            assert!(!text.contains(sign), "{words} {term}: {text:?}");
        }
    }
}

#[test]
fn a_pipe_sees_no_progress() {
    let workbook = Workbook::new();
    for words in [&["check"][..], &["check", "--json"], &["verify"]] {
        let ran = workbook.run(words);
        let said = without_waiting(&ran.stderr);
        assert_eq!(said, "", "{words:?}");
        assert!(!ran.stdout.contains('\x1b'), "{words:?}: {ran:?}");
    }
}
