//! The prompt, fed by a pipe: no prompt is shown, and the worst exit code counts.
#![cfg(unix)]

// Each test crate uses its own share of the support module.
#[allow(dead_code)]
mod support;

use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;

use nix::sys::signal::Signal;
use support::{FILE, Workbook, attempt};

#[test]
fn the_worst_exit_code_counts() {
    let workbook = Workbook::new();
    for (script, code) in [
        ("", 0),
        ("\n  \n# a comment\n", 0),
        ("list\ncargo xtask list # a habit\n", 0),
        ("list", 0),
        ("check ex1\nlist\n", 1),
        ("nope\ncheck ex1\nlist\n", 2),
        ("hint ex9\nlist\n", 2),
        ("quit\nnope\n", 0),
        ("exit\nnope\n", 0),
        ("help\nhelp check\nlist --help\n", 0),
    ] {
        let ran = workbook.shell(script);
        assert_eq!(ran.code, Some(code), "{script:?}: {ran:#?}");
    }
}

#[test]
fn it_goes_on_after_a_mistake() {
    let workbook = Workbook::new();
    let mistakes: [(&[u8], &str); 5] = [
        (b"chek ex1\n", "a similar subcommand exists: 'check'"),
        (b"hint ex1 --level 9\n", "9 is not in 1..=3"),
        (b"hint sqares\n", "did you mean `squares`?"),
        (b"check \"ex1\n", "the quote that begins at column 7"),
        (b"check \xff\n", "expected text in UTF-8"),
    ];
    for (mistake, message) in mistakes {
        let ran = workbook.shell([mistake, b"list\n"].concat());
        let ran = ran.expect(2).says(message).says("best so far");
        assert!(!ran.stdout.contains("xtask>"), "a prompt: {ran:#?}");
        assert!(!ran.stdout.contains('\x1b'), "an escape: {ran:#?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_told_as_that() {
    let workbook = Workbook::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    let mut command = workbook.command(&["shell"]);
    command.stdin(Stdio::piped()).stderr(Stdio::piped());
    let child = command.stdout(full.expect("/dev/full")).spawn();
    let mut child = child.expect("the terminal");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(b"list\nhint ex1\n").expect("it listens");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    // Once for each command: it goes on, and the next one may print nothing.
    let problem = "error: could not write to standard output: No space left on device";
    assert_eq!(said.matches(problem).count(), 2, "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn help_knows_the_commands_and_the_prompt() {
    let workbook = Workbook::new();
    workbook
        .shell("help\n")
        .expect(0)
        .says(" Grade an exercise each time you save it")
        .says("quit, exit");
    workbook
        .shell("help hint\n")
        .expect(0)
        .says("--level <1..3>");
    workbook.shell("help quit\n").expect(0).says("leave");
    workbook.shell("help nope\n").expect(2).says("nope");
    workbook
        .shell("shell\n")
        .expect(0)
        .says("You are in the shell already.");
}

#[test]
fn quoted_words_are_one() {
    let workbook = Workbook::new();
    workbook.write("my file.rs", &attempt("pass.rs"));
    workbook
        .shell("check ex1 --file \"my file.rs\"\ncheck ex1 --file 'my file.rs'\n")
        .expect(0)
        .says("pass, 2 of 2 parts pass (seed ");
}

#[test]
fn a_command_takes_its_answers_from_the_script() {
    Workbook::new()
        .shell("predict\n1_000\n16k\nq\nlist\n")
        .expect(0)
        .says("allocations   1,000       9        9")
        .says("ex1-squares  Squares");
}

#[test]
fn commands_see_what_changed_meanwhile() {
    let workbook = Workbook::new();
    let mut shell = workbook.start(&["shell"], Stdio::piped());
    writeln!(shell.stdin(), "list").expect("it reads");
    shell.text.wait_for("ex1-squares  Squares", 1);
    let toml = "exercises/ex1-squares/exercise.toml";
    let renamed = workbook.read(toml).replace("\"Squares\"", "\"Other\"");
    workbook.write(toml, &renamed);
    writeln!(shell.stdin(), "list").expect("it reads");
    shell.text.wait_for("ex1-squares  Other", 1);
    shell.child.stdin.take();
    assert_eq!(shell.ended().code(), Some(0));
}

#[test]
fn a_signal_ends_a_script_and_all_it_started() {
    let workbook = Workbook::new();
    workbook.write(FILE, &attempt("runs_forever.rs"));
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let mut shell = workbook.start(&["shell"], Stdio::piped());
        writeln!(shell.stdin(), "check ex1 --time-limit 3600").expect("it reads");
        workbook.wait_for_harness();
        shell.signal(signal);
        assert_eq!(shell.ended().code(), Some(2));
        shell.text.wait_for("error: interrupted", 1);
        assert_eq!(workbook.left_running(), [""; 0]);
        assert_eq!(workbook.checks(), 0, "an interrupted check is no attempt");
    }
}

#[test]
fn a_signal_ends_a_script_that_waits_for_a_line() {
    let workbook = Workbook::new();
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let mut shell = workbook.start(&["shell"], Stdio::piped());
        writeln!(shell.stdin(), "list").expect("it reads");
        shell.text.wait_for("best so far", 1);
        shell.signal(signal);
        assert_eq!(shell.ended().signal(), Some(signal as i32));
    }
}
