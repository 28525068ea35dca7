//! Both programs in a terminal: keys, signals, widths, and the terminal as it was
//! when they have ended.
#![cfg(target_os = "linux")]

// Each test crate uses its own share of the support modules.
#[allow(dead_code)]
mod pty;
#[allow(dead_code)]
mod support;

use std::fs;
use std::os::unix::process::ExitStatusExt;

use nix::sys::signal::Signal;
use pty::Terminal;
use support::{FILE, Workbook, attempt};

const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";

#[test]
fn keys_do_what_they_say() {
    let workbook = Workbook::new();
    workbook.add_another();
    let mut terminal = Terminal::start(&workbook, &["watch"]);
    terminal.shows("ex1-squares: ", 1);
    terminal.shows("0 of 4 parts pass so far", 1);
    terminal.is_changed();
    terminal.types("?");
    terminal.shows("h hint, e explain, n next exercise", 1);
    // Keys that mean nothing, and an arrow whose letter would be a hint.
    terminal.types("xz7\x1b[H");
    terminal.types("h");
    terminal.shows("ex1, squares: what the latest check found to cost most", 1);
    terminal.types("h");
    terminal.shows("ex1, squares, hint 1 of 3", 1);
    terminal.types("l");
    terminal.shows("best so far", 1);
    terminal.types("e");
    terminal.shows("checking ex1-squares", 2);
    terminal.shows("made for 512 numbers: 8 allocations", 1);
    terminal.shows("0 of 4 parts pass so far", 6);

    workbook.write(FILE, &attempt("pass.rs"));
    terminal.shows("Press n to go on with ex2-again.", 1);
    terminal.shows("2 of 4 parts pass so far", 1);
    terminal.resize(20);
    terminal.shows("] 2/4 parts", 1);
    terminal.resize(80);
    terminal.shows("2 of 4 parts pass so far", 2);

    terminal.types("r");
    terminal.shows("reset ex1? y/n", 1);
    terminal.types("n");
    terminal.shows("The file stays as it is.", 1);
    assert_eq!(workbook.read(FILE), attempt("pass.rs"));
    terminal.types("r");
    terminal.shows("reset ex1? y/n", 2);
    terminal.types("y");
    terminal.shows("is the starter again", 1);
    terminal.shows("checking ex1-squares", 4);
    terminal.shows("2 of 4 parts pass so far", 5);
    assert_eq!(
        workbook.read(FILE),
        workbook.read("exercises/ex1-squares/starter.rs")
    );

    terminal.types("n");
    terminal.shows("Watching exercises/ex2-again/src/lib.rs", 1);
    terminal.shows("ex2-again: over-budget", 1);
    terminal.types("q");
    assert_eq!(terminal.program.ended().code(), Some(0));
    terminal.is_as_before();
    let text = terminal.program.text.all();
    assert_eq!(text.matches("hint 1 of 3").count(), 1, "{text}");
    assert_eq!(text.matches("the latest check found").count(), 1, "{text}");
}

#[test]
fn every_end_leaves_the_terminal_as_it_was() {
    let workbook = Workbook::new();
    workbook.write(FILE, &attempt("runs_forever.rs"));
    for end in [CTRL_C, CTRL_D, "q", "SIGTERM", "SIGHUP", "SIGQUIT"] {
        let mut terminal = Terminal::start(&workbook, &["watch"]);
        // In the middle of a check.
        terminal.shows("checking ex1-squares", 1);
        workbook.wait_for_harness();
        terminal.is_changed();
        match end.parse::<Signal>() {
            Ok(signal) => terminal.program.signal(signal),
            Err(_) => terminal.types(end),
        }
        assert_eq!(terminal.program.ended().code(), Some(0), "{end:?}");
        terminal.is_as_before();
        assert_eq!(workbook.left_running(), [""; 0], "{end:?}");
    }
    assert_eq!(workbook.checks(), 0);
}

#[test]
fn the_prompt_completes_and_remembers() {
    let workbook = Workbook::new();
    let mut terminal = Terminal::start(&workbook, &["shell"]);
    terminal.shows("xtask> ", 1);
    terminal.types("hi\tex1-s\t--par\tsu\t--le\t1\r");
    terminal.shows("ex1, sum, hint 1 of 3", 1);
    terminal.types("nope\r");
    terminal.shows("unrecognized subcommand 'nope'", 1);
    // Ctrl-C clears the line and no more.
    terminal.types("quit");
    terminal.shows("xtask> quit", 1);
    let prompts = terminal.count("xtask> \r");
    terminal.types(CTRL_C);
    terminal.shows("xtask> \r", prompts + 1);
    terminal.types("list\r");
    terminal.shows("best so far", 1);
    terminal.types(CTRL_D);
    assert_eq!(terminal.program.ended().code(), Some(0));
    terminal.is_as_before();
    let lines = workbook.read(".workbook/shell-history.txt");
    let lines: Vec<&str> = lines.lines().skip(1).collect();
    assert_eq!(
        lines,
        ["hint ex1-squares --part sum --level 1", "nope", "list"]
    );

    // What an earlier prompt remembers is suggested, and an arrow takes it.
    let mut terminal = Terminal::start(&workbook, &["shell"]);
    terminal.shows("xtask> ", 1);
    terminal.types("hint\x1b[C\r");
    terminal.shows("ex1, sum, hint 1 of 3", 1);
    terminal.types("exit\r");
    assert_eq!(terminal.program.ended().code(), Some(0));
}

#[test]
fn ctrl_c_ends_the_command_and_not_the_prompt() {
    let workbook = Workbook::new();
    workbook.write(FILE, &attempt("runs_forever.rs"));
    let mut terminal = Terminal::start(&workbook, &["shell"]);
    terminal.types("check ex1 --time-limit 3600\r");
    workbook.wait_for_harness();
    terminal.types(CTRL_C);
    terminal.shows("error: interrupted", 1);
    assert_eq!(workbook.left_running(), [""; 0]);
    assert_eq!(workbook.checks(), 0);
    // Keys belong to the watcher while it runs, and to the prompt again after it.
    terminal.types("watch\r");
    terminal.shows("checking ex1-squares", 1);
    workbook.wait_for_harness();
    let prompts = terminal.count("xtask> ");
    terminal.types(CTRL_C);
    terminal.shows("xtask> ", prompts + 1);
    terminal.types("list\r");
    terminal.shows("best so far", 1);
    assert_eq!(workbook.left_running(), [""; 0]);
    terminal.program.signal(Signal::SIGTERM);
    assert_eq!(
        terminal.program.ended().signal(),
        Some(Signal::SIGTERM as i32)
    );
    terminal.is_as_before();
}

#[test]
fn a_history_that_cannot_be_kept_is_told_once() {
    let workbook = Workbook::new();
    fs::create_dir_all(workbook.path(".workbook/shell-history.txt")).expect("a folder");
    let mut terminal = Terminal::start(&workbook, &["shell"]);
    terminal.shows("warning: could not read", 1);
    for count in 1..=2 {
        terminal.types("list\r");
        terminal.shows("best so far", count);
    }
    terminal.types("quit\r");
    assert_eq!(terminal.program.ended().code(), Some(0));
    let text = terminal.program.text.all();
    assert_eq!(text.matches("warning:").count(), 1, "{text}");
}
