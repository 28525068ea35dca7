//! The scales are true: known programs cost what is known, dhat agrees with
//! every count, and so does valgrind's DHAT, which knows nothing of this crate.
//!
//! Counts are read from processes of their own: the test harness's threads
//! allocate too.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use meter_report::{Counts, Outcome, Report};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Build {
    Debug,
    Release,
}

/// The example `programs`, built as asked, once.
fn programs(build: Build) -> PathBuf {
    static BUILT: [OnceLock<PathBuf>; 2] = [OnceLock::new(), OnceLock::new()];
    let built = &BUILT[build as usize];
    built
        .get_or_init(|| {
            let mut cargo = Command::new(env!("CARGO"));
            cargo.args(["build", "--quiet", "--example", "programs"]);
            cargo.args(match build {
                // With the features of the whole workspace, as all tests are built.
                Build::Debug => &["--workspace"][..],
                Build::Release => &["--package", "meter", "--release"],
            });
            let output = run(&mut cargo);
            assert!(output.status.success(), "cargo build: {output:?}");
            let profile = match build {
                Build::Debug => "debug",
                Build::Release => "release",
            };
            // This test lies in `<target>/debug/deps`.
            let own = std::env::current_exe().expect("the path of this test");
            let target = own.ancestors().nth(3).expect("a target folder");
            target.join(profile).join("examples/programs")
        })
        .clone()
}

fn run(command: &mut Command) -> Output {
    command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

fn counts_in(output: &Output) -> Counts {
    // A program under test may print lines of its own first.
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().last().unwrap_or_default();
    let report: Report = serde_json::from_str(line)
        .unwrap_or_else(|error| panic!("no report ({error}): {output:?}"));
    match report.outcome {
        Outcome::Finished {
            counts: Some(counts),
            ..
        } => counts,
        other => panic!("expected counts, found {other:?}"),
    }
}

fn weigh(build: Build, program: &str) -> Counts {
    let mut command = Command::new(programs(build));
    command.args(["--part", program, "--items", "1"]);
    counts_in(&run(&mut command))
}

#[test]
fn release_removes_what_nobody_can_see() {
    for program in ["boxed-constant", "unread-zeros", "unread-string"] {
        assert_eq!(
            weigh(Build::Debug, program).allocations,
            1,
            "debug: {program}"
        );
        assert_eq!(
            weigh(Build::Release, program).allocations,
            0,
            "release: {program}"
        );
    }
}

#[test]
fn known_programs_cost_what_is_known_in_both_builds() {
    let counts = |allocations, reallocations, bytes, peak_bytes, live_blocks, live_bytes| Counts {
        allocations,
        reallocations,
        bytes,
        peak_bytes,
        live_blocks,
        live_bytes,
    };
    for build in [Build::Debug, Build::Release] {
        for (program, expected) in [
            ("pushes", counts(13, 12, 131_056, 65_536, 1, 65_536)),
            ("with-capacity", counts(1, 0, 40_000, 40_000, 1, 40_000)),
            ("shrink", counts(2, 1, 40_400, 40_000, 1, 400)),
            ("empty-strings", counts(0, 0, 0, 0, 0, 0)),
            ("zeroed", counts(1, 0, 40_000, 40_000, 1, 40_000)),
            ("shared", counts(1, 0, 40, 40, 1, 40)),
            ("print", counts(1, 0, 1_024, 1_024, 1, 1_024)),
        ] {
            assert_eq!(weigh(build, program), expected, "{build:?}: {program}");
        }
    }
}

#[test]
fn every_thread_counts() {
    let counts = weigh(Build::Release, "threads");
    assert!(counts.allocations >= 40, "{counts:?}");
    assert_eq!(counts.live_blocks, 0, "{counts:?}");
}

#[test]
fn counts_are_equal_in_twenty_runs() {
    for program in ["pushes", "strings", "tree", "threads"] {
        let mut first = weigh(Build::Release, program);
        for _ in 1..20 {
            let mut next = weigh(Build::Release, program);
            if program == "threads" {
                // Which threads overlap is up to the system.
                (first.peak_bytes, next.peak_bytes) = (0, 0);
            }
            assert_eq!(next, first, "{program}");
        }
    }
}

/// The harness itself compares its counts with dhat's, and fails if they differ.
#[test]
fn the_pass_through_dhat_counts_the_same() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let profile = folder.path().join("dhat-heap.json");
    for program in ["pushes", "shrink", "strings", "zeroed", "tree", "threads"] {
        let mut command = Command::new(programs(Build::Release));
        command
            .args(["--part", program, "--items", "1", "--profile"])
            .arg(&profile);
        let attributed = counts_in(&run(&mut command));
        let counted = weigh(Build::Release, program);
        assert_eq!(attributed.allocations, counted.allocations, "{program}");
        assert_eq!(attributed.bytes, counted.bytes, "{program}");
        let text = std::fs::read_to_string(&profile).expect("a profile");
        assert!(
            text.contains("\"dhatFileVersion\": 2"),
            "{program}: {text:.200}"
        );
    }
}

/// Whether valgrind is here. Where it is not, this says what is skipped; with `CI=true` it
/// fails, since nobody reads there what a test that passes says.
fn is_valgrind_here(what: &str) -> bool {
    if Command::new("valgrind").arg("--version").output().is_ok() {
        return true;
    }
    let why = "valgrind is not installed (Debian: apt-get install valgrind)";
    let is_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
    assert!(
        !is_ci,
        "with CI=true, {what} must be tried in valgrind: {why}"
    );
    // Past the test harness, which keeps what a test that passes prints.
    let _ = writeln!(std::io::stderr(), "SKIPPED: {what} in valgrind: {why}");
    false
}

#[test]
fn without_valgrind_a_test_is_skipped_aloud_and_fails_in_ci() {
    for (ci, passes, says) in [
        ("true", false, "must be tried in valgrind: valgrind is not"),
        ("", true, "SKIPPED: "),
    ] {
        for test in [
            "valgrind_counts_the_same",
            "memcheck_finds_nothing_in_any_pass",
        ] {
            let own = std::env::current_exe().expect("the path of this test");
            let mut command = Command::new(own);
            command
                .args(["--exact", test])
                .env("PATH", "/nowhere")
                .env("CI", ci);
            let tried = run(&mut command);
            let said = [tried.stdout, tried.stderr].concat();
            let said = String::from_utf8_lossy(&said);
            assert!(said.contains("running 1 test"), "{test}: {said}");
            assert_eq!(tried.status.success(), passes, "CI={ci:?} {test}: {said}");
            assert!(said.contains(says), "CI={ci:?} {test}: {said}");
        }
    }
}

/// The exit code of a program in which memcheck found something.
const FAULTY: i32 = 77;

/// Reads and writes beside a block, blocks that are freed twice or by nobody: the allocator
/// does none of it, whoever hears of its calls.
#[test]
fn memcheck_finds_nothing_in_any_pass() {
    if !is_valgrind_here("the allocator") {
        return;
    }
    let folder = tempfile::tempdir().expect("a scratch folder");
    let file = folder.path().join("file").display().to_string();
    for pass in [
        &[][..],
        &["--profile", &file],
        &["--trace", &file],
        &["--stacks", &file],
        // The shell opens it.
        &["--events", "3"],
    ] {
        let mut command = Command::new("sh");
        command
            .args(["-c", "exec \"$@\" 3> events", "sh", "valgrind"])
            .args(["--tool=memcheck", "--quiet", "--leak-check=full"])
            .arg("--show-leak-kinds=definite")
            .arg("--errors-for-leak-kinds=definite")
            .arg(format!("--error-exitcode={FAULTY}"))
            .arg(programs(Build::Release))
            .args(["--part", "all-kept", "--items", "2"])
            .args(pass)
            .current_dir(folder.path());
        let output = run(&mut command);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{pass:?}: {said}");
        let counts = counts_in(&output);
        assert!(counts.allocations > 1_000, "{pass:?}: {counts:?}");
    }
}

#[test]
fn valgrind_counts_the_same() {
    if !is_valgrind_here("the counts") {
        return;
    }
    let folder = tempfile::tempdir().expect("a scratch folder");
    for program in [
        "pushes",
        "with-capacity",
        "shrink",
        "strings",
        "zeroed",
        "shared",
        "tree",
        "unread-zeros",
    ] {
        let around = under_valgrind(program, 0, folder.path());
        let with = under_valgrind(program, 1, folder.path());
        let counts = with.counts;
        assert_eq!(
            (with.blocks - around.blocks, with.bytes - around.bytes),
            (counts.allocations, counts.bytes),
            "{program}: valgrind's (blocks, bytes) beside ours"
        );
        assert_eq!(counts, weigh(Build::Release, program), "{program}");
    }
}

/// What valgrind and the harness say of the same process.
struct UnderValgrind {
    blocks: u64,
    bytes: u64,
    counts: Counts,
}

fn under_valgrind(program: &str, times: usize, folder: &Path) -> UnderValgrind {
    let mut command = Command::new("valgrind");
    command
        .arg("--tool=dhat")
        .arg(format!(
            "--dhat-out-file={}",
            folder.join("dhat.out").display()
        ))
        .arg(programs(Build::Release))
        .args(["--part", program, "--items", &times.to_string()]);
    let output = run(&mut command);
    let stderr = String::from_utf8_lossy(&output.stderr);
    // ==123== Total:     1,234 bytes in 5 blocks
    let total = stderr
        .lines()
        .find_map(|line| line.split_once("Total:"))
        .unwrap_or_else(|| panic!("no total: {stderr}"))
        .1;
    let numbers: Vec<u64> = total
        .split_whitespace()
        .filter_map(|word| word.replace(',', "").parse().ok())
        .collect();
    UnderValgrind {
        bytes: numbers[0],
        blocks: numbers[1],
        counts: counts_in(&output),
    }
}
