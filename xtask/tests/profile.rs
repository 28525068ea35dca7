//! `profile` and `heaptrack` on the small workbook.

// Each test crate uses its own share of the support module.
#[allow(dead_code)]
mod support;

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;
use support::Workbook;

const FOLDER: &str = ".workbook/ex1-squares/squares";

fn number_after(text: &str, label: &str) -> u64 {
    let rest = text
        .split_once(label)
        .unwrap_or_else(|| panic!("no {label:?} in {text}"))
        .1;
    let digits: String = rest
        .trim_start()
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == ',')
        .filter(char::is_ascii_digit)
        .collect();
    digits
        .parse()
        .unwrap_or_else(|_| panic!("{label} in {text}"))
}

/// The parts of an exercise share the file, also where the first one takes longer.
#[test]
fn the_profile_of_the_last_part_stays() {
    let workbook = Workbook::new();
    let exercise = "exercises/ex1-squares/exercise.toml";
    let profiled = workbook.read(exercise);
    let profiled = profiled.replace("signature = ", "dhat_profile = true\nsignature = ");
    workbook.write(exercise, profiled);
    let learner = "exercises/ex1-squares/src/lib.rs";
    let slow = "let mut squares = Vec::new();
    for number in 0..20_000_u64 {
        std::hint::black_box(Box::new(number));
    }";
    let starter = workbook.read(learner);
    let slow = starter.replace("let mut squares = Vec::new();", slow);
    workbook.write(learner, slow);
    let checked = workbook.run(&["check", "--all"]).expect(1).stdout;
    let checked = checked.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["squares", "sum"] {
        let told = format!("dhat's profile of {part} for 64 numbers is in");
        assert!(checked.contains(&told), "{checked}");
    }
    let profile = workbook.read(".workbook/ex1-squares/dhat-heap.json");
    let profile: Value = serde_json::from_str(&profile).expect("JSON");
    let command = profile["cmd"].as_str().expect("a command");
    assert!(command.contains("--part sum"), "{command}");
}

/// A check, the profile and the curve tell the same.
#[test]
fn the_passes_agree_with_the_check() {
    let workbook = Workbook::new();
    let check = workbook
        .run(&["check", "ex1", "--json", "--seed", "3"])
        .expect(1);
    let check: Value = serde_json::from_str(&check.stdout).expect("JSON");
    let window = &check["exercises"][0]["parts"][0]["windows"][1];
    assert_eq!(window["items"], 64);

    let ran = workbook
        .run(&["profile", "ex1", "--part", "squares", "--seed", "3"])
        .expect(0);
    assert_eq!(number_after(&ran.stdout, "squares, 64 numbers\n"), 5);
    assert_eq!(window["allocations"], 5);
    assert_eq!(number_after(&ran.stdout, "The peak:"), window["peak_bytes"]);
    let ran = ran
        .says("exercises/ex1-squares/src/lib.rs:7 (squares)")
        .says("squares.push(u64::from(*number) * u64::from(*number));")
        .says("dh_view.html")
        .says("for the same inputs again: --seed 3");
    assert!(!ran.stdout.contains("sum,"), "{ran:#?}");

    let profile: Value =
        serde_json::from_str(&workbook.read(&format!("{FOLDER}/dhat-heap.json"))).expect("JSON");
    let blocks = |key: &str| -> u64 {
        let points = profile["pps"].as_array().expect("points");
        points.iter().filter_map(|point| point[key].as_u64()).sum()
    };
    assert_eq!(blocks("tbk"), window["allocations"]);
    assert_eq!(blocks("tb"), window["bytes"]);

    let curve = workbook.read(&format!("{FOLDER}/live-bytes.csv"));
    let rows: Vec<Vec<&str>> = curve
        .lines()
        .map(|line| line.split(',').collect())
        .collect();
    assert_eq!(rows[0], ["event", "call", "block", "bytes", "live_bytes"]);
    let live: Vec<u64> = rows[1..]
        .iter()
        .map(|row| row[4].parse().expect("bytes"))
        .collect();
    assert_eq!(live.iter().copied().max(), window["peak_bytes"].as_u64());
    assert_eq!(live.last().copied(), window["live_bytes"].as_u64());
    let calls = rows[1..].iter().filter(|row| row[1] != "dealloc").count();
    assert_eq!(calls as u64, window["allocations"]);
}

#[test]
fn every_part_with_a_budget_is_profiled_and_nothing_else_is_touched() {
    let workbook = Workbook::new();
    fs::create_dir_all(workbook.path(".workbook/ex1-squares")).expect("a folder");
    workbook.write(".workbook/ex1-squares/lib-1.rs", "// mine\n");
    let ran = workbook.run(&["profile", "ex1", "--items", "8"]).expect(0);
    ran.says("squares, 8 numbers").says("sum, 8 numbers");
    workbook.run(&["profile", "ex1", "--items", "8"]).expect(0);
    assert_eq!(workbook.read(".workbook/ex1-squares/lib-1.rs"), "// mine\n");
    for part in ["squares", "sum"] {
        let folder = workbook.path(&format!(".workbook/ex1-squares/{part}"));
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("the folder")
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        assert_eq!(names, ["dhat-heap.json", "live-bytes.csv"]);
    }
    assert!(!workbook.path(".workbook/history.jsonl").exists());
}

#[test]
fn the_curve_is_drawn_in_dots_or_in_ascii() {
    let workbook = Workbook::new();
    for (locale, dot) in [("C.UTF-8", '⣿'), ("C", '#')] {
        let mut command = workbook.command(&["profile", "ex1", "--part", "squares"]);
        command.env("LC_ALL", locale).env_remove("TERM");
        let ran = workbook
            .ran(&command.output().expect("the runner"))
            .expect(0);
        let ran = ran.says("512 B |").says("256 B |").says("5 events");
        assert!(ran.stdout.contains(dot), "{ran:#?}");
        assert!(
            ran.stdout.lines().all(|line| line.chars().count() <= 80),
            "{ran:#?}"
        );
    }
}

#[test]
fn code_that_allocates_nothing_has_no_curve() {
    let workbook = Workbook::new();
    let solution = workbook.read("solutions/ex1-squares/src/lib.rs");
    workbook.write("exercises/ex1-squares/src/lib.rs", solution);
    workbook
        .run(&["profile", "ex1", "--part", "sum"])
        .expect(0)
        .says("Nothing was allocated");
}

#[test]
fn what_cannot_be_profiled_is_told() {
    let workbook = Workbook::new();
    for command in ["profile", "heaptrack"] {
        workbook
            .run(&[command, "ex1", "--part", "sqares"])
            .expect(2)
            .says("squares, sum");
        workbook
            .run(&[command, "ex7"])
            .expect(2)
            .says("no exercise is called");
        workbook.run(&[command, "ex1", "--items", "0"]).expect(2);
    }
    workbook.write("exercises/ex1-squares/src/lib.rs", "pub fn squares( {");
    for command in ["profile", "heaptrack"] {
        let ran = workbook.run(&[command, "ex1"]).expect(2);
        ran.says("cargo xtask check ex1 says why");
    }
    let panics = workbook.read("solutions/ex1-squares/src/lib.rs");
    let panics = panics.replacen('{', "{ assert!(numbers.len() < 4, \"too many\");", 1);
    workbook.write("exercises/ex1-squares/src/lib.rs", panics);
    let ran = workbook
        .run(&["profile", "ex1", "--part", "squares"])
        .expect(2);
    ran.says("panicked at").says("too many");
}

fn has_heaptrack() -> bool {
    let found = ["heaptrack", "heaptrack_print"].iter().all(|program| {
        let mut command = Command::new(program);
        command
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.status().is_ok()
    });
    if !found {
        eprintln!("SKIPPED: heaptrack is not installed");
    }
    found
}

#[test]
fn heaptrack_counts_what_the_workbook_counts() {
    if !has_heaptrack() {
        return;
    }
    let workbook = Workbook::new();
    let run = |items: &str| {
        let words = ["heaptrack", "ex1", "--part", "squares", "--items", items];
        workbook
            .run(&words)
            .expect(0)
            .says("Both count the same calls.")
    };
    // So little is less than what a process needs to start.
    run("8").says("largest before your function was called");
    let ran = run("4096")
        .says("so 32,768 of the peak are its own")
        .says("heaptrack_print");
    let row = |label: &str| -> Vec<u64> {
        let line = ran
            .stdout
            .lines()
            .find(|line| line.trim_start().starts_with(label));
        let line = line.unwrap_or_else(|| panic!("no {label:?} in {ran:#?}"));
        let numbers = line
            .split_whitespace()
            .filter_map(|word| word.replace(',', "").parse().ok());
        numbers.collect()
    };
    for (label, counted) in [
        ("allocation calls", 11),
        ("peak bytes", 32_768),
        ("live bytes", 32_768),
    ] {
        let row = row(label);
        assert_eq!(row[2..], [counted, counted], "{label}");
        assert_eq!(row[1] - row[0], counted, "{label}");
    }
    let kept = ["zst", "gz"].map(|ending| workbook.path(&format!("{FOLDER}/heaptrack.{ending}")));
    assert!(kept.iter().any(|path| path.is_file()), "{kept:?}");
}

/// The runner finds no heaptrack in a folder that holds the compiler alone.
#[cfg(unix)]
#[test]
fn without_heaptrack_the_way_to_it_is_told() {
    let workbook = Workbook::new();
    workbook
        .run(&["profile", "ex1", "--part", "squares"])
        .expect(0);
    let folder = workbook.path("programs");
    fs::create_dir(&folder).expect("a folder");
    let path = std::env::var_os("PATH").expect("a path");
    for name in ["cargo", "rustc", "cc"] {
        let found = std::env::split_paths(&path).map(|folder| folder.join(name));
        let found = found.into_iter().find(|path| path.is_file());
        if let Some(found) = found {
            std::os::unix::fs::symlink(found, folder.join(name)).expect("a link");
        }
    }
    let mut command = workbook.command(&["heaptrack", "ex1", "--part", "squares", "--seed", "3"]);
    command.env("PATH", &folder);
    let ran = workbook
        .ran(&command.output().expect("the runner"))
        .expect(2);
    let ran = ran
        .says("heaptrack is not installed")
        .says("--part squares --items 64 --seed 3");
    if cfg!(target_os = "linux") {
        ran.says("apt install heaptrack")
            .says("dnf install")
            .says("pacman -S");
    }
}
