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
    let verdict = "ex1-squares: over-budget, 0 of 2 parts pass";
    terminal.has("error[over-budget]: squares costs too much");
    terminal.has(&format!("{verdict}  [........] 0/4 parts pass"));
    terminal.is_changed();
    // The verdict and the keys stay, whatever is shown, and nothing names commands for them.
    let stays = |terminal: &Terminal| {
        let frame = terminal.frame();
        let rows: Vec<&str> = frame.split("\r\n").collect();
        assert_eq!(rows.len(), 30, "{frame}");
        assert!(rows[28].starts_with(verdict), "{frame}");
        assert!(rows[29].starts_with("h hint  e explain"), "{frame}");
        assert!(!frame.contains("cargo xtask hint"), "{frame}");
    };
    stays(&terminal);
    terminal.types("?");
    terminal.has("h      a hint: where to look");
    // Keys that mean nothing, and an arrow whose letter would be one.
    terminal.types("xz7\x1b[D");
    terminal.types("h");
    terminal.has("ex1, squares, hint 1 of 3");
    terminal.has("more: h shows the next hint");
    stays(&terminal);
    terminal.types("h");
    terminal.has("ex1, squares, hint 2 of 3");
    terminal.types("l");
    terminal.has("best so far");
    stays(&terminal);
    terminal.types("e");
    terminal.has("= growth: allocations:");
    stays(&terminal);
    // All of it is longer than the screen.
    terminal.has("  rows 1-28 of ");
    let frame = terminal.frame();
    let rest = frame.split("  rows 1-28 of ").nth(1).unwrap_or_default();
    let all = rest.split('\r').next().unwrap_or_default();
    terminal.types("G");
    terminal.has(&format!("-{all} of {all}"));
    terminal.types("g");
    terminal.has("  rows 1-28 of ");
    terminal.types("\x1b[B");
    terminal.has("  rows 2-29 of ");

    workbook.write(FILE, &attempt("pass.rs"));
    terminal.has("Press n to go on with ex2-again.");
    terminal.has("ex1-squares: pass, 2 of 2 parts pass  [####....] 2/4 parts pass");
    terminal.resize(20);
    terminal.has("ex1-squares: pass, …");
    terminal.resize(80);
    terminal.has("2/4 parts pass");
    terminal.types("s");
    terminal.has("exercises/ex1-squares/src/lib.rs and solutions/ex1-squares/src/lib.rs are the");

    terminal.types("r");
    terminal.has("reset ex1? y/n");
    terminal.types("n");
    terminal.has("The file stays as it is.");
    assert_eq!(workbook.read(FILE), attempt("pass.rs"));
    terminal.types("r");
    terminal.has("reset ex1? y/n");
    terminal.types("y");
    terminal.has("error[over-budget]: squares costs too much");
    assert_eq!(
        workbook.read(FILE),
        workbook.read("exercises/ex1-squares/starter.rs")
    );

    terminal.types("n");
    terminal.has("ex2-again: over-budget, 0 of 2 parts pass");
    terminal.types("q");
    assert_eq!(terminal.program.ended().code(), Some(0));
    terminal.is_as_before();
    // The screen is the one before, with the verdict on it.
    let text = terminal.program.text.all();
    let end = text.rsplit("\x1b[?1049l").next().unwrap_or_default();
    assert_eq!(end.trim_end(), "ex2-again: over-budget, 0 of 2 parts pass");
}

#[test]
fn every_end_leaves_the_terminal_as_it_was() {
    let workbook = Workbook::new();
    workbook.write(FILE, &attempt("runs_forever.rs"));
    for end in [CTRL_C, CTRL_D, "q", "SIGTERM", "SIGHUP", "SIGQUIT"] {
        let mut terminal = Terminal::start(&workbook, &["watch"]);
        // In the middle of a check.
        terminal.has("checking ex1-squares");
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
