//! What goes wrong around the learner's code, and what the learner is told.

// Each test crate uses its own share of the support module.
#[allow(dead_code)]
mod support;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use support::Workbook;

const LEARNER_FILE: &str = "exercises/ex1-squares/src/lib.rs";
const EXERCISE: &str = "exercises/ex1-squares/exercise.toml";
const HISTORY: &str = ".workbook/history.jsonl";

#[test]
fn a_wrong_id_gets_the_nearest_one() {
    let workbook = Workbook::new();
    for (word, message) in [
        ("ex2", "did you mean `ex1`?"),
        ("sqares", "did you mean `squares`?"),
        ("ex1-squars", "did you mean `ex1-squares`?"),
        ("recursion", "`cargo xtask list` shows all exercises"),
        ("", "`cargo xtask list` shows all exercises"),
    ] {
        let ran = workbook.run(&["check", word]).expect(2);
        ran.says(&format!("no exercise is called `{word}`"))
            .says(message);
    }
}

#[test]
fn names_and_their_beginnings_are_ids_too() {
    let workbook = Workbook::new();
    for word in [
        "ex1",
        "squares",
        "squ",
        "ex1-squares",
        "exercises/ex1-squares/",
    ] {
        workbook.run(&["hint", word]).expect(0);
    }
}

#[test]
fn a_damaged_exercise_file_is_named_with_line_and_key() {
    let workbook = Workbook::new();
    let good = workbook.read(EXERCISE);
    for (old, new, place, message) in [
        ("title = \"Squares\"", "titel = \"Squares\"", ":1:", "titel"),
        ("\"any-chapter\"", "\"any\"", ":3:", "own-chapter"),
        ("item = \"number\"", "item = 7", ":9:", "invalid type"),
        (
            "sizes = [8, 64, 512]",
            "sizes = [8, 8, 512]",
            ":10:",
            "growing sizes",
        ),
        (
            "sizes = [8, 64, 512]",
            "sizes = [8]",
            ":10:",
            "three or more",
        ),
        (
            "per_item = 8",
            "per_item = -8",
            ":19:",
            "expected 0 or more",
        ),
        (
            "name = \"sum\"",
            "name = \"squares\"",
            ":23:",
            "another part has this name",
        ),
        (
            "\"Use `map` and `sum`.\"",
            "\"\"",
            ":28:",
            "a hint is empty",
        ),
        ("fixed = 1\n", "fixed = 1\nfixd = 2\n", ":15:", "fixd"),
        ("[[part]]", "[[part", ":5:", "expected"),
    ] {
        assert!(good.contains(old), "{old}");
        workbook.write(EXERCISE, good.replacen(old, new, 1));
        let ran = workbook.run(&["check"]).expect(2);
        ran.says(&format!("{EXERCISE}{place}")).says(message);
    }
}

#[test]
fn a_learners_file_that_cannot_be_graded_is_named() {
    let workbook = Workbook::new();
    let too_long = "/".repeat((64 << 10) + 1);
    for (content, message) in [
        (&b""[..], "is empty"),
        (
            &b"\xff\xfe"[..],
            "src/lib.rs:1: the text is not valid UTF-8",
        ),
        (too_long.as_bytes(), "at most 65536 are allowed"),
    ] {
        workbook.write(LEARNER_FILE, content);
        workbook
            .run(&["check"])
            .expect(1)
            .says("error[rejected]")
            .says(message);
    }
    fs::remove_file(workbook.path(LEARNER_FILE)).expect("removed");
    workbook
        .run(&["check"])
        .expect(1)
        .says("src/lib.rs is missing");
    workbook
        .run(&["check", "--file", "nowhere.rs", "ex1"])
        .expect(1)
        .says("is missing");
    workbook
        .run(&["check", "--file", "nowhere.rs"])
        .expect(2)
        .says("name it");
}

#[test]
fn one_broken_file_does_not_stop_the_others() {
    let workbook = Workbook::new();
    twin(&workbook);
    workbook.write(LEARNER_FILE, "pub fn squares( {");
    workbook
        .run(&["check"])
        .expect(1)
        .says("ex1-squares  did-not-compile")
        .says("unclosed delimiter")
        .says("ex2-squares  over-budget      0 of 2 parts pass");
    fs::remove_file(workbook.path(LEARNER_FILE)).expect("removed");
    workbook
        .run(&["check"])
        .expect(1)
        .says("src/lib.rs is missing")
        .says("ex2-squares  over-budget");
}

/// A second exercise, the same as the first.
fn twin(workbook: &Workbook) {
    for folder in ["exercises", "solutions"] {
        let from = workbook.path(&format!("{folder}/ex1-squares"));
        let to = workbook.path(&format!("{folder}/ex2-squares"));
        fs::create_dir_all(to.join("src")).expect("a folder");
        for name in [
            "Cargo.toml",
            "exercise.toml",
            "starter.rs",
            "src/lib.rs",
            "src/main.rs",
        ] {
            if let Ok(text) = fs::read_to_string(from.join(name)) {
                let text = text.replace("ex1", "ex2").replace("ch01", "ch02");
                fs::write(to.join(name), text).expect("a file");
            }
        }
    }
}

#[test]
fn an_ambiguous_name_lists_what_it_may_mean() {
    let workbook = Workbook::new();
    twin(&workbook);
    workbook
        .run(&["check", "ex"])
        .expect(2)
        .says("could be any of: ex1-squares, ex2-squares");
}

#[test]
fn a_damaged_history_is_named_and_kept() {
    let workbook = Workbook::new();
    workbook.run(&["check"]).expect(1);
    let torn = format!("{}{{\"time\":1,\"ev", workbook.read(HISTORY));
    workbook.write(HISTORY, &torn);
    workbook
        .run(&["list"])
        .expect(0)
        .says("history.jsonl: skipped what cannot be read, line 3");
    workbook.run(&["check"]).expect(1);
    let text = workbook.read(HISTORY);
    assert!(text.starts_with(&torn), "{text}");
    let list = workbook.run(&["list", "--json"]).expect(0).stdout;
    assert!(list.contains("\"attempts\": 2"), "{list}");
}

#[test]
fn a_history_that_cannot_be_written_does_not_stop_a_check() {
    let workbook = Workbook::new();
    // A file where the folder should be fails for every user, root included.
    workbook.write(".workbook", "in the way");
    workbook.run(&["check"]).says("could not read").expect(2);
    fs::remove_file(workbook.path(".workbook")).expect("removed");
    fs::create_dir_all(workbook.path(HISTORY)).expect("a folder in the way");
    workbook.run(&["check"]).expect(2);
}

/// Nobody may make a folder there, root included.
#[cfg(target_os = "linux")]
#[test]
fn a_profile_that_cannot_be_written_says_what_to_do() {
    let workbook = Workbook::new();
    let wanted = "dhat_profile = true\nsignature = \"pub fn sum";
    let exercise = workbook.read(EXERCISE);
    workbook.write(
        EXERCISE,
        exercise.replace("signature = \"pub fn sum", wanted),
    );
    std::os::unix::fs::symlink("/sys", workbook.path(".workbook")).expect("a link");
    let checked = workbook.run(&["check", "--all"]).expect(1).stdout;
    let (_, told) = checked
        .split_once("warning: no dhat profile of sum: could not make ")
        .expect(&checked);
    let mut lines = told.lines().skip(1);
    assert_eq!(lines.next(), Some("  next: make it writable and try again"));
}

#[test]
fn a_broken_reference_is_the_workbooks_fault() {
    let workbook = Workbook::new();
    let solution = "solutions/ex1-squares/src/lib.rs";
    let good = workbook.read(solution);
    workbook.write(solution, "pub fn squares( {");
    workbook
        .run(&["check"])
        .expect(2)
        .says("error[broken]: the reference solution did not compile:\nerror: ")
        .says(" --> solutions/ex1-squares/src/lib.rs:1:")
        .says("it is not your code");
    let panics = good.replace("numbers.iter()", "panic!(); numbers.iter()");
    workbook.write(solution, panics);
    workbook
        .run(&["check"])
        .expect(2)
        .says("the reference solution panicked at");
    assert!(
        !workbook.path(HISTORY).exists(),
        "no attempt is counted against the learner"
    );
}

#[test]
fn outside_a_workbook_the_runner_says_so() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let workbook = Workbook::new();
    let mut command = workbook.command(&["check"]);
    command.current_dir(folder.path());
    let ran = workbook.ran(&command.output().expect("the runner"));
    ran.expect(2).says("no workbook here");
}

#[test]
fn a_reader_that_goes_away_is_no_trouble() {
    let workbook = Workbook::new();
    let mut command = workbook.command(&["list"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the runner");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[cfg(unix)]
#[test]
fn a_check_whose_reader_goes_away_leaves_no_scratch_files() {
    let workbook = Workbook::new();
    let starter = workbook.read("exercises/ex1-squares/starter.rs");
    workbook.write("exercises/ex1-squares/src/lib.rs", starter);
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let mut command = workbook.command(&["check", "ex1"]);
    command.env("TMPDIR", scratch.path());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the runner");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), None, "a signal ended it: {output:?}");
    let left = fs::read_dir(scratch.path()).expect("the scratch folder");
    assert_eq!(left.count(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_told_as_that() {
    let workbook = Workbook::new();
    for words in [
        &["check"][..],
        &["check", "--json"],
        &["list"],
        &["list", "--json"],
        &["hint", "ex1"],
        &[],
        &["--help"],
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full");
        let mut command = workbook.command(words);
        command.stdout(full.expect("/dev/full"));
        let ran = workbook.ran(&command.output().expect("it ends")).expect(2);
        let told = ran.stderr.split_once("error").expect("an error");
        // It may have waited for another check before.
        assert_eq!(
            told.1,
            ": could not write to standard output: No space left on device (os error 28)\n  \
             next: free some disk space and try again\n",
            "{words:?}"
        );
    }
}

/// The learner's file after a change of nothing, so that it is compiled and linked anew.
fn touched(workbook: &Workbook) {
    let code = workbook.read(LEARNER_FILE);
    workbook.write(LEARNER_FILE, code + "// Changed.\n");
}

/// A folder with a C compiler that prints this on standard error and fails.
#[cfg(unix)]
fn failing_compiler(workbook: &Workbook, says: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    fs::create_dir(workbook.path("programs")).expect("a folder");
    let text = format!("#!/bin/sh\necho '{says}' >&2\nexit 3\n");
    workbook.write("programs/cc", text);
    let path = workbook.path("programs/cc");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it is ours");
    workbook.path("programs")
}

/// Libraries are linked already; it is only the learner's harness that cannot be. A linker
/// that a setting names would make cargo build all of them anew: `complaint` tries that.
#[cfg(unix)]
#[test]
fn a_linker_that_does_not_work_is_told_once_and_is_nobodys_attempt() {
    let workbook = Workbook::new();
    workbook.run(&["check"]).expect(1);
    let history = workbook.read(HISTORY);
    touched(&workbook);
    let failing = failing_compiler(&workbook, "out of luck");
    let nothing = workbook.path("nothing");
    fs::create_dir(&nothing).expect("a folder");
    for (path, expected) in [
        (
            &failing,
            [
                "failed: exit status: 3",
                "= note: out of luck\n",
                "what the linker says",
            ],
        ),
        (
            &nothing,
            [
                "error: linker `cc` not found",
                "os error 2",
                "install a C compiler",
            ],
        ),
    ] {
        let mut command = workbook.command(&["check"]);
        command.env("PATH", path);
        let output = command.output().expect("the runner");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        for words in expected {
            assert_eq!(said.matches(words).count(), 1, "{words:?}: {said}");
        }
        assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    }
    assert_eq!(workbook.read(HISTORY), history, "nobody's attempt");
}

/// Makes the exercise depend on a library with this code and this build script.
fn depend_on_a_library(workbook: &Workbook, code: &str, build_script: &str) {
    fs::create_dir_all(workbook.path("library/src")).expect("a folder");
    let library = "[package]\nname = \"library\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
                   [workspace]\n";
    workbook.write("library/Cargo.toml", library);
    workbook.write("library/build.rs", build_script);
    workbook.write("library/src/lib.rs", code);
    // An exercise has the libraries of its solution.
    let manifest = "solutions/ex1-squares/Cargo.toml";
    let path = workbook.path("library").display().to_string();
    let dependency = format!("\n[dependencies]\nlibrary = {{ path = {path:?} }}\n");
    workbook.write(manifest, workbook.read(manifest) + &dependency);
}

#[test]
fn a_library_that_cannot_be_built_says_why_once() {
    for (code, build_script, expected) in [
        (
            "pub fn one() -> u8 { missing }",
            "fn main() {}",
            "cannot find value `missing` in this scope",
        ),
        (
            "",
            "fn main() { panic!(\"no luck at all\") }",
            "no luck at all",
        ),
        (
            "",
            "fn main() { eprintln!(\"no compiler for C\"); std::process::exit(1) }",
            "no compiler for C",
        ),
    ] {
        let workbook = Workbook::new();
        depend_on_a_library(&workbook, code, build_script);
        let ran = workbook
            .run(&["check"])
            .expect(2)
            .says("error: cargo could not build `library`, which is needed:\nerror");
        assert_eq!(ran.stderr.matches(expected).count(), 1, "{ran:#?}");
        assert_eq!(ran.stdout, "");
    }
}

/// The loader says so for each process; only the runner's own words stand on its standard
/// error.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn what_the_loader_says_is_not_told_as_the_learners_output() {
    let workbook = Workbook::new();
    let code = workbook.read(LEARNER_FILE);
    for code in [
        code.replacen("{\n", "{\nprintln!(\"mine\");\n", 1),
        code.replacen("{\n", "{\npanic!();\n", 1),
    ] {
        workbook.write(LEARNER_FILE, &code);
        let mut command = workbook.command(&["check", "--show-output"]);
        command
            .env("LD_PRELOAD", "/nonexistent.so")
            .env("LD_DEBUG", "statistics");
        let ran = workbook
            .ran(&command.output().expect("the runner"))
            .expect(1);
        assert!(
            ran.stdout.contains("mine") == code.contains("mine"),
            "{ran:#?}"
        );
        for words in ["ld.so", "LD_PRELOAD", "relocation"] {
            assert!(!ran.stdout.contains(words), "{ran:#?}");
        }
    }
}

#[test]
fn sizes_of_stacks_that_no_machine_has_do_no_harm() {
    let workbook = Workbook::new();
    for size in ["abc", "1", "4611686018427387904", "99999999999999999999"] {
        touched(&workbook);
        let mut command = workbook.command(&["check"]);
        command.env("RUST_MIN_STACK", size);
        let ran = workbook.ran(&command.output().expect("the runner"));
        ran.expect(1)
            .says("ex1-squares: over-budget, 0 of 2 parts pass");
    }
}

#[cfg(unix)]
#[test]
fn a_limit_of_open_files_is_told_as_that() {
    let workbook = Workbook::new();
    workbook.run(&["check"]).expect(1);
    let history = workbook.read(HISTORY);
    let runner = workbook.command(&[]);
    // With more, it depends on how many processes run at once.
    for limit in ["6", "8", "10", "12", "14"] {
        let mut command = Command::new("sh");
        command
            .args(["-c", "ulimit -n $1 && exec \"$0\" check"])
            .arg(runner.get_program())
            .arg(limit)
            .current_dir(workbook.root());
        let ran = workbook
            .ran(&command.output().expect("a shell"))
            .expect(2)
            .says("Too many open files")
            .says(&format!(
                "next: raise the limit, which is {limit}, as with `ulimit -n 1024`"
            ));
        for words in ["broken", "fault", "panicked", "Os {", "env -u"] {
            assert!(!ran.stderr.contains(words), "{ran:#?}");
        }
        assert_eq!(ran.stdout, "");
    }
    assert_eq!(workbook.read(HISTORY), history, "nobody's attempt");
}

#[test]
fn a_file_may_be_named_by_a_path_with_dots() {
    let workbook = Workbook::new();
    workbook.write("mine.rs", workbook.read(LEARNER_FILE));
    let path = "exercises/../mine.rs";
    workbook
        .run(&["check", "ex1", "--file", path])
        .expect(1)
        .says("over-budget, 0 of 2");
}

#[test]
fn limits_too_low_for_anybody_are_named() {
    let workbook = Workbook::new();
    workbook
        .run(&["check", "--time-limit", "0.0001"])
        .expect(2)
        .says("raise --time-limit");
}

#[test]
fn limits_are_numbers_within_reason() {
    let workbook = Workbook::new();
    for words in [
        &["check", "--time-limit", "0"][..],
        &["check", "--time-limit", "soon"],
        &["check", "--memory-limit", "0"],
        &["check", "--seed", "-1"],
        &["hint", "ex1", "--level", "4"],
        &["chekc"],
    ] {
        workbook.run(words).expect(2);
    }
}
