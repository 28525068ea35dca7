//! The watcher without a terminal: plain lines, no keys, and no save is lost.
#![cfg(unix)]

// Each test crate uses its own share of the support module.
#[allow(dead_code)]
mod support;

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, SystemTime};

use nix::sys::signal::Signal;
use support::{CALM, FILE, Running, Workbook, attempt};

const PASS: &str = "ex1-squares: pass, 2 of 2 parts pass";
const RED: &str = "ex1-squares: over-budget, 0 of 2 parts pass";

/// Standard input that has ended already does not end the watcher.
fn watch(workbook: &Workbook, words: &[&str]) -> Running {
    workbook.start(words, Stdio::null())
}

fn starter(workbook: &Workbook) -> String {
    workbook.read("exercises/ex1-squares/starter.rs")
}

#[test]
fn every_way_to_save_is_seen() {
    for words in [&["watch"][..], &["watch", "ex1", "--poll"]] {
        let workbook = Workbook::new();
        let mut watcher = watch(&workbook, words);
        watcher.text.wait_for(RED, 1);
        watcher.text.wait_for("0 of 2 parts pass so far", 1);

        workbook.save_by_rename(FILE, &attempt("pass.rs"));
        watcher.text.wait_for(PASS, 1);
        watcher
            .text
            .wait_for("ex1 passes, and so do all others.", 1);
        watcher.text.wait_for("2 of 2 parts pass so far", 1);

        workbook.write(FILE, &starter(&workbook));
        watcher.text.wait_for(RED, 2);
        watcher.text.wait_for("2 of 2 parts pass so far", 2);

        // An editor that moves the old file away first.
        fs::rename(workbook.path(FILE), workbook.path("lib.rs~")).expect("moved");
        workbook.write(FILE, &attempt("pass.rs"));
        watcher.text.wait_for(PASS, 2);
        watcher.text.wait_for("2 of 2 parts pass so far", 3);

        let checks = workbook.checks();
        let touched = fs::File::options().append(true).open(workbook.path(FILE));
        let touched = touched.and_then(|file| file.set_modified(SystemTime::now()));
        touched.expect("touched");
        thread::sleep(CALM);
        assert_eq!(workbook.checks(), checks, "a touch alone is no save");

        watcher.signal(Signal::SIGTERM);
        assert_eq!(watcher.ended().code(), Some(0));
        let text = watcher.text.all();
        assert!(!text.contains('\x1b'), "an escape sequence in {text:?}");
        assert!(!text.contains("shows the keys"), "there are none: {text}");
    }
}

/// The time of a file that is moved in says nothing about when it came.
#[test]
fn an_older_file_that_is_moved_in_is_graded() {
    let workbook = Workbook::new();
    workbook.write("old.rs", &attempt("pass.rs"));
    let hour_ago = SystemTime::now() - Duration::from_secs(3600);
    let old = fs::File::options()
        .append(true)
        .open(workbook.path("old.rs"));
    let aged = old.and_then(|file| file.set_modified(hour_ago));
    aged.expect("an older file");
    let mut watcher = watch(&workbook, &["watch"]);
    watcher.text.wait_for(RED, 1);
    fs::rename(workbook.path("old.rs"), workbook.path(FILE)).expect("moved");
    watcher.text.wait_for(PASS, 1);
    watcher.signal(Signal::SIGINT);
    assert_eq!(watcher.ended().code(), Some(0));
}

#[test]
fn the_last_of_many_quick_saves_has_the_last_word() {
    let workbook = Workbook::new();
    let mut watcher = watch(&workbook, &["watch"]);
    watcher.text.wait_for(RED, 1);
    let (starter, solution) = (starter(&workbook), attempt("pass.rs"));
    // Verdicts that none of the saves before has.
    let half = starter.replace("Vec::new()", "Vec::with_capacity(numbers.len())");
    let lasts = [
        (half, "ex1-squares: over-budget, 1 of 2 parts pass"),
        (attempt("panics.rs"), "ex1-squares: panicked"),
    ];
    for (last, verdict) in lasts {
        for save in 0..40_u64 {
            let text = if save % 2 == 0 { &starter } else { &solution };
            let text = format!("{text}// {save}\n");
            match save % 3 {
                0 => workbook.write(FILE, &text),
                _ => workbook.save_by_rename(FILE, &text),
            }
            // At times shorter than a look at the file, at times as long as a check.
            thread::sleep(Duration::from_millis(save * save % 70));
        }
        workbook.save_by_rename(FILE, &last);
        watcher.text.wait_for(verdict, 1);
        thread::sleep(CALM);
        let said = watcher.text.all();
        let spoken = said.lines().rfind(|line| line.starts_with("ex1-squares: "));
        assert!(spoken.is_some_and(|l| l.starts_with(verdict)), "{said}");
    }
    watcher.signal(Signal::SIGTERM);
    assert_eq!(watcher.ended().code(), Some(0));
}

#[test]
fn a_file_that_is_gone_is_waited_for() {
    for words in [&["watch"][..], &["watch", "--poll"]] {
        let workbook = Workbook::new();
        let mut watcher = watch(&workbook, words);
        watcher.text.wait_for(RED, 1);
        watcher.text.wait_for("so far", 1);
        fs::remove_file(workbook.path(FILE)).expect("removed");
        watcher.text.wait_for("is gone. It is graded again", 1);
        workbook.write(FILE, &attempt("pass.rs"));
        watcher.text.wait_for("lib.rs is back.", 1);
        watcher.text.wait_for(PASS, 1);
        watcher.text.wait_for("so far", 2);

        // The whole folder, and another in its place.
        let folder = workbook.path("exercises/ex1-squares/src");
        fs::rename(&folder, workbook.path("elsewhere")).expect("moved");
        watcher.text.wait_for("is gone. It is graded again", 2);
        fs::create_dir(&folder).expect("a folder");
        fs::copy(workbook.path("elsewhere/main.rs"), folder.join("main.rs")).expect("a copy");
        workbook.write(FILE, &starter(&workbook));
        watcher.text.wait_for(RED, 2);
        watcher.text.wait_for("so far", 3);
        workbook.write(FILE, &attempt("pass.rs"));
        watcher.text.wait_for(PASS, 2);
        watcher.signal(Signal::SIGTERM);
        assert_eq!(watcher.ended().code(), Some(0));
    }
}

/// What is running when a newer save comes, or the end, is ended with all of it.
#[test]
fn endless_code_delays_nobody() {
    let workbook = Workbook::new();
    let endless = attempt("runs_forever.rs");
    let mut watcher = watch(&workbook, &["watch"]);
    watcher.text.wait_for(RED, 1);
    watcher.text.wait_for("so far", 1);
    for signal in [None, Some(Signal::SIGTERM)] {
        let checks = workbook.checks();
        workbook.write(FILE, &endless);
        workbook.wait_for_harness();
        assert_eq!(workbook.checks(), checks);
        match signal {
            None => {
                workbook.write(FILE, &attempt("pass.rs"));
                watcher.text.wait_for(PASS, 1);
                watcher.text.wait_for("so far", 2);
                assert_eq!(workbook.checks(), checks + 1);
            }
            Some(signal) => {
                watcher.signal(signal);
                assert_eq!(watcher.ended().code(), Some(0));
                assert_eq!(workbook.checks(), checks);
            }
        }
        assert_eq!(workbook.left_running(), [""; 0]);
    }
    assert!(!watcher.text.all().contains("timed-out"));
}

#[test]
fn what_cannot_be_watched_is_said() {
    let workbook = Workbook::new();
    let mut unknown = watch(&workbook, &["watch", "ex9"]);
    assert_eq!(unknown.ended().code(), Some(2));
    unknown.text.wait_for("no exercise is called `ex9`", 1);

    workbook.write(FILE, &attempt("pass.rs"));
    workbook.shell("check\n").expect(0);
    let mut done = watch(&workbook, &["watch"]);
    assert_eq!(done.ended().code(), Some(0));
    done.text.wait_for("All exercises pass.", 1);
}
