//! The commands as a learner uses them, on a small workbook.

// Each test crate uses its own share of the support module.
#[allow(dead_code)]
mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use support::{Workbook, tests};

const LEARNER_FILE: &str = "exercises/ex1-squares/src/lib.rs";
const EXERCISE: &str = "exercises/ex1-squares/exercise.toml";
const HISTORY: &str = ".workbook/history.jsonl";

fn solved() -> String {
    fs::read_to_string(tests().join("attempts/pass.rs")).expect("the solution")
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

#[test]
fn a_learner_goes_from_red_to_green() {
    let workbook = Workbook::new();
    let next_step = |is: &str| {
        let stdout = workbook.run(&[]).expect(0).stdout;
        assert_eq!(stdout.matches("next: ").count(), 1, "{stdout}");
        assert_eq!(stdout.lines().last(), Some(is), "{stdout}");
    };
    next_step("next: cargo xtask check ex1");
    workbook
        .run(&["check", "ex1"])
        .expect(1)
        .says("ex1-squares: over-budget, 0 of 2 parts pass")
        .says("next: cargo xtask hint ex1\n");
    // Below the table of all exercises there is no other one, so that a screen holds both.
    let all = workbook.run(&["check"]).expect(1);
    let all = all.says("ex1-squares  over-budget").stdout;
    assert!(
        !all.contains("reference") && all.lines().count() <= 17,
        "{all}"
    );
    workbook.run(&["solution", "ex1"]).expect(1).says("--force");
    workbook
        .run(&["hint", "ex1"])
        .expect(0)
        .says("line 7: 8 allocations")
        .says("Where does the list grow?");
    workbook
        .run(&["hint", "ex1"])
        .expect(0)
        .says("Its length is known.");
    workbook
        .run(&["hint", "ex1"])
        .expect(0)
        .says("Use `with_capacity`.");
    workbook
        .run(&["hint", "ex1", "--part", "sum", "--level", "2"])
        .expect(0)
        .says("can add");

    workbook.write(LEARNER_FILE, solved());
    workbook
        .run(&["check", "ex1"])
        .expect(0)
        .says("pass squares, matches the reference")
        .says("allowed 1, reference 1, starter 8\n")
        .says("since the attempt before: squares now passes, 8 → 1 allocation")
        .says("next: cargo xtask solution ex1 compares your file with the reference")
        .says("ex1-squares: pass, 2 of 2 parts pass (seed ");
    workbook
        .run(&["hint", "ex1"])
        .expect(0)
        .says("ex1 passes, so no hint is left.");
    workbook.run(&[]).expect(0).says("All exercises pass");
    next_step("next: cargo xtask solution ex1");
    workbook
        .run(&["list"])
        .expect(0)
        .says("pass, matches the reference");
    workbook
        .run(&["solution", "ex1"])
        .expect(0)
        .says("are the same");
}

/// The list, where the locale is this one.
fn list(workbook: &Workbook, locale: &str, term: &str) -> String {
    let mut command = workbook.command(&["list"]);
    command.env("LC_ALL", locale).env("TERM", term);
    let ran = workbook.ran(&command.output().expect("the runner"));
    ran.expect(0).stdout
}

#[test]
fn a_second_attempt_is_compared_with_the_first() {
    let workbook = Workbook::new();
    let first = workbook.run(&["check", "ex1", "--json"]).expect(1);
    assert_eq!(
        json(&first.stdout)["exercises"][0]["since_last"],
        serde_json::Value::Null
    );
    // The inputs are new, and nothing else is.
    workbook
        .run(&["check", "ex1", "--all", "--seed", "5"])
        .expect(1)
        .says(
            "since the attempt before, on its inputs\n  squares: still 8 allocations, 8,160 bytes \
             in all\n  sum: still 1 allocation\nnext:",
        );
    let starter = workbook.read(LEARNER_FILE);
    let roomy = starter.replace("Vec::new()", "Vec::with_capacity(256)");
    workbook.write(LEARNER_FILE, &roomy);
    workbook
        .run(&["check", "ex1", "--seed", "5"])
        .expect(1)
        .says(
            "since the attempt before: squares better, 8 → 2 allocations, 8,160 → 6,144 bytes in \
             all\nnext:",
        );
    workbook.write(
        LEARNER_FILE,
        starter.replace("squares.push", "squares.shove"),
    );
    workbook
        .run(&["check", "ex1"])
        .expect(1)
        .says("since the attempt before: over-budget then, did-not-compile now\n")
        .says("next: mend the first error above, then cargo xtask check ex1\n");
    let half = starter.replace("Vec::new()", "Vec::with_capacity(numbers.len())");
    workbook.write(LEARNER_FILE, half);
    workbook
        .run(&["check", "ex1", "--all"])
        .expect(1)
        .says("since the attempt before, on its inputs: did-not-compile then, over-budget now\n")
        .says("  squares: now passes, 2 → 1 allocation, 6,144 → 4,096 bytes in all\n  sum: still 1 allocation\n");
    workbook.write(LEARNER_FILE, &starter);
    let ran = workbook
        .run(&["check", "ex1", "--json", "--seed", "9"])
        .expect(1);
    let since = &json(&ran.stdout)["exercises"][0]["since_last"];
    assert_eq!(since["before"], "over-budget");
    assert_eq!(since["parts"][0]["trend"], "passed-before");
    assert_eq!(
        since["parts"][0]["costs"][0],
        serde_json::json!({
            "quantity": "allocations", "before": 1, "now": 8, "inputs": "different"
        })
    );
    assert_eq!(since["parts"][1]["trend"], "same");
    assert_eq!(since["parts"][1]["costs"][0]["inputs"], "equal");

    for (locale, term, marks) in [
        ("C.UTF-8", "xterm", "▁▁▁x▄▁\n"),
        ("C", "xterm", "___x-_\n"),
        ("C.UTF-8", "dumb", "___x-_\n"),
    ] {
        let text = list(&workbook, locale, term);
        assert!(text.contains(marks), "{locale} {term}: {text}");
        assert!(text.contains("over time: a mark for each"), "{text}");
    }
    let document = json(&workbook.run(&["list", "--json"]).expect(0).stdout);
    let over_time = &document["exercises"][0]["over_time"];
    assert_eq!(
        over_time[3],
        serde_json::json!({"parts_passed": null, "allocations": null})
    );
    assert_eq!(
        over_time[4],
        serde_json::json!({"parts_passed": 1, "allocations": 2})
    );
    workbook.run(&["check", "ex1", "--seed", "9"]).expect(1);
    let ran = workbook.run(&["check", "ex1", "--seed", "9"]).expect(1);
    assert!(!ran.stdout.contains("since"), "nothing changed: {ran:?}");
}

#[test]
fn a_hint_is_for_the_first_part_that_does_not_pass() {
    let workbook = Workbook::new();
    let half = workbook
        .read("exercises/ex1-squares/starter.rs")
        .replace("Vec::new()", "Vec::with_capacity(numbers.len())");
    workbook.write(LEARNER_FILE, half);
    workbook.run(&["check"]).expect(1).says("1 of 2 parts pass");
    workbook
        .run(&["hint", "ex1"])
        .expect(0)
        .says("Is a list needed?");
}

#[test]
fn json_is_one_document_and_nothing_else() {
    let workbook = Workbook::new();
    let ran = workbook.run(&["check", "--json", "--seed", "5"]).expect(1);
    let document = json(&ran.stdout);
    assert_eq!(document["schema"], 4);
    assert_eq!(document["seed"], 5);
    assert!(
        document["toolchain"]
            .as_str()
            .is_some_and(|t| t.starts_with("rustc 1."))
    );
    assert!(document["target"].as_str().is_some_and(|t| t.contains('-')));
    let exercise = &document["exercises"][0];
    assert_eq!(exercise["id"], "ex1");
    assert_eq!(exercise["verdict"], "over-budget");
    let part = &exercise["parts"][0];
    assert_eq!(part["name"], "squares");
    assert_eq!(part["matches_reference"], false);
    let window = &part["windows"][2];
    assert_eq!(window["items"], 512);
    assert_eq!(window["allocations"], 8);
    assert_eq!(window["reallocations"], 7);
    assert_eq!(window["bytes"], 8_160);
    assert_eq!(window["peak_bytes"], 4_096);
    assert_eq!(window["live_blocks"], 1);
    assert_eq!(window["live_bytes"], 4_096);
    assert_eq!(
        window["allowed"],
        serde_json::json!({"allocations": 1, "bytes": 4_096})
    );
    assert_eq!(window["reference"]["allocations"], 1);

    let list = json(&workbook.run(&["list", "--json"]).expect(0).stdout);
    assert_eq!(list["exercises"][0]["attempts"], 1);
    assert_eq!(list["exercises"][0]["best"], "over-budget");
}

/// Also where nobody says which: cargo hands the compiler of the tests down to them.
#[test]
fn the_compiler_is_the_one_that_the_workbook_names() {
    let workbook = Workbook::new();
    let pinned: toml::Table = workbook.read("rust-toolchain.toml").parse().expect("TOML");
    let channel = pinned["toolchain"]["channel"].as_str().expect("a version");
    let mut command = workbook.command(&["check", "--json"]);
    command.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
    let ran = workbook.ran(&command.output().expect("the runner"));
    let document = json(&ran.expect(1).stdout);
    let toolchain = document["toolchain"].as_str().expect("a text");
    assert!(
        toolchain.starts_with(&format!("rustc {channel}")),
        "expected {channel}, found {toolchain}"
    );
}

#[test]
fn the_same_seed_gives_the_same_inputs() {
    let workbook = Workbook::new();
    let run = |seed: &str| {
        let ran = workbook.run(&["check", "--json", "--seed", seed]);
        let mut document = json(&ran.stdout);
        // What there was before a check is no matter of its seed.
        document["exercises"][0]["since_last"].take();
        document
    };
    assert_eq!(run("11"), run("11"));
    assert_ne!(run("11"), run("12"));
    let fresh = |ran: String| json(&ran)["seed"].clone();
    let first = fresh(workbook.run(&["check", "--json"]).stdout);
    let second = fresh(workbook.run(&["check", "--json"]).stdout);
    assert_ne!(first, second, "a check without --seed takes a fresh one");
}

/// The optimiser removes the box. Where it does not, it is one allocation too many.
#[test]
fn what_the_environment_says_of_flags_does_not_reach_the_compiler() {
    let workbook = Workbook::new();
    let boxed = solved().replacen("    let", "    drop(Box::new(numbers.len()));\n    let", 1);
    let refuses = "#[cfg(from_outside)]\ncompile_error!(\"a flag came through\");\n";
    workbook.write(LEARNER_FILE, format!("{boxed}\n{refuses}"));
    for (name, value) in [
        ("RUSTFLAGS", "--cfg=from_outside"),
        ("CARGO_ENCODED_RUSTFLAGS", "--cfg=from_outside"),
        ("CARGO_BUILD_RUSTFLAGS", "--cfg=from_outside"),
        ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ] {
        let mut command = workbook.command(&["check", "ex1"]);
        let output = command.env(name, value).output().expect("the runner");
        let ran = workbook.ran(&output);
        assert_eq!(ran.code, Some(0), "{name}={value}: {ran:#?}");
    }
}

/// Release pays for neither the box, which the optimiser removes, nor the assertion, and
/// lets the sum overflow.
#[test]
fn a_debug_build_is_not_optimised_and_checks_assertions_and_overflow() {
    let workbook = Workbook::new();
    let mut exercise = workbook.read(EXERCISE);
    for part in ["name = \"squares\"", "name = \"sum\""] {
        let both = format!("{part}\nbuilds = [\"release\", \"debug\"]");
        exercise = exercise.replacen(part, &both, 1);
    }
    workbook.write(EXERCISE, exercise);
    let costs = "    drop(Box::new(numbers.len()));\n    \
                 debug_assert!(!std::hint::black_box(vec![1_u8]).is_empty());\n    let";
    let overflows = "    let _ = std::hint::black_box(255_u8) + std::hint::black_box(1);\n    \
                     numbers.iter().map(|number| u64::from(*number)).sum()";
    let text = solved().replacen("    let", costs, 1);
    let sum = "    numbers.iter().map(|number| u64::from(*number)).sum()";
    assert!(text.contains(sum));
    workbook.write(LEARNER_FILE, text.replacen(sum, overflows, 1));
    let ran = workbook.run(&["check", "ex1", "--json"]).expect(1);
    let parts = &json(&ran.stdout)["exercises"][0]["parts"];
    let told = |part: usize| -> Vec<(String, String, Option<u64>)> {
        let windows = parts[part]["windows"].as_array().expect("windows");
        let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let window = |window: &serde_json::Value| {
            let allocations = window["allocations"].as_u64();
            (
                word(&window["build"]),
                word(&window["verdict"]),
                allocations,
            )
        };
        let mut told: Vec<_> = windows.iter().map(window).collect();
        told.dedup();
        told
    };
    let is = |build: &str, verdict: &str, allocations| {
        (build.to_owned(), verdict.to_owned(), allocations)
    };
    assert_eq!(
        told(0),
        [is("release", "pass", Some(1)), is("debug", "pass", Some(3))]
    );
    assert_eq!(
        told(1),
        [
            is("release", "pass", Some(0)),
            is("debug", "panicked", None)
        ]
    );
}

#[test]
fn solutions_pass_and_leave_no_attempt() {
    let workbook = Workbook::new();
    workbook
        .run(&["check", "--solutions"])
        .expect(0)
        .says("ex1-squares (reference): pass, 2 of 2 parts pass");
    assert!(!workbook.path(HISTORY).exists());
}

#[test]
fn reset_keeps_what_the_learner_wrote() {
    let workbook = Workbook::new();
    workbook.write(LEARNER_FILE, "// my work\n");
    workbook
        .run(&["reset", "ex1"])
        .expect(0)
        .says(".workbook/ex1-squares/lib-1.rs");
    assert_eq!(
        workbook.read(".workbook/ex1-squares/lib-1.rs"),
        "// my work\n"
    );
    let starter = workbook.read("exercises/ex1-squares/starter.rs");
    assert_eq!(workbook.read(LEARNER_FILE), starter);
    workbook
        .run(&["reset", "ex1"])
        .expect(0)
        .says("is the starter already");

    workbook.write(LEARNER_FILE, "// more work\n");
    workbook.run(&["reset", "ex1"]).expect(0).says("lib-2.rs");
    fs::remove_file(workbook.path(LEARNER_FILE)).expect("removed");
    workbook
        .run(&["reset", "ex1"])
        .expect(0)
        .says("is the starter again");
    assert_eq!(workbook.read(LEARNER_FILE), starter);
}

#[test]
fn printed_output_is_shown_on_request_and_cannot_give_orders_to_the_terminal() {
    let workbook = Workbook::new();
    let path = tests().join("attempts/prints.rs").display().to_string();
    let ran = workbook.run(&["check", "ex1", "--file", &path, "--show-output"]);
    let ran = ran
        .says("512 numbers on standard output")
        .says("on standard error");
    assert!(!ran.stdout.contains('\x1b'), "{ran:?}");
}

#[test]
fn colours_are_for_terminals_and_for_who_asks() {
    let workbook = Workbook::new();
    let plain = workbook.run(&["check", "ex1"]);
    assert!(!plain.stdout.contains('\x1b'), "{plain:?}");
    let coloured = workbook.run(&["--color", "always", "check", "ex1"]);
    assert!(
        coloured.stdout.contains("\x1b[1;31merror[over-budget]"),
        "{coloured:?}"
    );
}

#[test]
fn verify_finds_nothing_wrong_with_a_good_workbook() {
    let workbook = Workbook::new();
    workbook.run(&["verify"]).expect(0).says("ok   ex1-squares");
}

#[test]
fn verify_says_what_an_author_forgot() {
    let workbook = Workbook::new();
    fs::remove_file(workbook.path("book/src/ch01-squares.md")).expect("removed");
    workbook.write("exercises/ex1-squares/starter.rs", solved());
    let file = "exercises/ex1-squares/exercise.toml";
    let wrong = workbook
        .read(file)
        .replace("sum(numbers: &[u32])", "sum(numbers: Vec<u32>)");
    workbook.write(file, wrong);
    workbook
        .run(&["verify"])
        .expect(1)
        .says("the chapter book/src/ch01-squares.md is missing")
        .says("squares: expected the starter to be over-budget, found pass")
        .says("sum: the solution does not declare");
}

#[test]
fn verify_asks_for_no_item_and_for_one() {
    let workbook = Workbook::new();
    let starter = "exercises/ex1-squares/starter.rs";
    let good = workbook.read(starter);
    let first = "let mut squares = Vec::new();";
    assert!(good.contains(first), "{good}");
    for (line, says) in [
        (
            "assert!(!numbers.is_empty(), \"no number\");",
            "squares, 0 numbers: the starter panicked at",
        ),
        (
            "if numbers.len() == 1 { squares.push(1_000_000); }",
            "squares, 1 number: the starter does not answer as the solution does: squares[0]",
        ),
    ] {
        workbook.write(
            starter,
            good.replace(first, &format!("{first}\n    {line}")),
        );
        workbook
            .run(&["verify", "--runs", "1"])
            .expect(1)
            .says(says);
    }
}

#[test]
fn two_checks_at_once_both_end_well() {
    let workbook = Workbook::new();
    workbook.run(&["check"]).expect(1);
    let children: Vec<_> = (0..2)
        .map(|_| {
            let mut command = workbook.command(&["check", "--json"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().expect("the runner")
        })
        .collect();
    for child in children {
        let ran = workbook.ran(&child.wait_with_output().expect("it ends"));
        assert_eq!(json(&ran.stdout)["exercises"][0]["verdict"], "over-budget");
    }
    let history = workbook.read(HISTORY);
    let checks = history
        .lines()
        .filter(|line| line.contains(r#""event":"check""#));
    assert_eq!(checks.count(), 3);
}

#[test]
fn any_folder_of_the_workbook_will_do() {
    let workbook = Workbook::new();
    let mut command = workbook.command(&["check", "ex1"]);
    command.current_dir(workbook.path("exercises/ex1-squares/src"));
    let ran = workbook.ran(&command.output().expect("the runner"));
    ran.expect(1).says("ex1-squares: over-budget");
}

/// An editor's checks hold the lock of `target/debug` for as long as they run.
#[test]
fn an_editor_at_work_delays_neither_a_check_nor_the_runners_own_build() {
    let workbook = Workbook::new();
    // This test lies in `<target>/debug/deps`.
    let own = std::env::current_exe().expect("the path of this test");
    let lock = own
        .ancestors()
        .nth(2)
        .expect("target/debug")
        .join(".cargo-lock");
    let lock = fs::File::create(lock).expect("the lock of target/debug");
    lock.lock().expect("locked");

    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut alias = Command::new(env!("CARGO"));
    alias.args(["xtask", "list"]).current_dir(root);
    for mut command in [alias, workbook.command(&["check"])] {
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        let start = Instant::now();
        while child.try_wait().expect("its state").is_none() {
            if start.elapsed() > Duration::from_secs(300) {
                child.kill().expect("it is stopped");
                panic!("{command:?} waits for the lock of target/debug");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// What is graded is one file, wherever it is, with the libraries that everybody has.
#[test]
fn a_manifest_that_somebody_changed_is_told_and_does_not_count() {
    let workbook = Workbook::new();
    let file = "exercises/ex1-squares/Cargo.toml";
    let before = workbook.read(file);
    workbook.write(LEARNER_FILE, solved());
    let ran = workbook.run(&["check", "1"]).expect(0);
    assert!(!ran.stdout.contains("Cargo.toml"), "{ran:?}");

    let asked = "[dependencies]\nserde = \"1\"\n";
    workbook.write(
        file,
        before.replace("[dependencies]\n", asked) + "\n[features]\nfast = []\n",
    );
    workbook.run(&["check", "ex1"]).expect(0).says(
        "note: exercises/ex1-squares/Cargo.toml was changed (`[features]`, `serde`). Only \
         src/lib.rs is graded, with the libraries that the exercise came with.",
    );
    workbook.write(LEARNER_FILE, format!("use serde::Serialize;\n{}", solved()));
    workbook
        .run(&["check", "ex1"])
        .expect(1)
        .says("ex1-squares: did-not-compile")
        .says("serde");
}

#[test]
fn a_file_is_not_scolded_for_what_is_not_graded() {
    let workbook = Workbook::new();
    let undocumented = solved() + "\n#[must_use]\npub fn helper() -> u8 {\n    7\n}\n";
    workbook.write(LEARNER_FILE, undocumented);
    let manifest = workbook.read("exercises/ex1-squares/Cargo.toml");
    let strict = manifest + "missing_docs = \"warn\"\n";
    workbook.write("exercises/ex1-squares/Cargo.toml", strict);
    let ran = workbook.run(&["check", "ex1"]).expect(0);
    assert!(!ran.stdout.contains("missing documentation"), "{ran:?}");
}

#[test]
fn all_exercises_are_a_line_each_and_then_the_first_part_that_does_not_pass() {
    let workbook = Workbook::new();
    let ran = workbook.run(&["check", "--seed", "7"]).expect(1);
    let text = ran.stdout;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines.first().copied(),
        Some("ex1-squares  over-budget      0 of 2 parts pass")
    );
    assert!(
        text.contains("error[over-budget]: squares costs too much"),
        "{text}"
    );
    assert!(!text.contains("sum"), "that part has to wait: {text}");
    assert_eq!(
        lines.iter().rev().nth(1),
        Some(&"next: cargo xtask hint ex1")
    );
    let both = workbook.run(&["check", "--all", "--seed", "7"]).expect(1);
    both.says("error[over-budget]: squares costs too much")
        .says("error[over-budget]: sum costs too much");
}
