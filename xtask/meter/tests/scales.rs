//! The scales are true: known programs cost what is known, dhat agrees with
//! every count, and so does valgrind's DHAT, which knows nothing of this crate.
//!
//! Counts are read from processes of their own: the test harness's threads
//! allocate too.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use meter_report::events::{EventCounter, Extent, OutsideCount};
use meter_report::trace::{BlockEvent, TraceFile};
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

fn outcome_in(output: &Output) -> Outcome {
    // A program under test may print lines of its own first.
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().last().unwrap_or_default();
    let report: Report = serde_json::from_str(line)
        .unwrap_or_else(|error| panic!("no report ({error}): {output:?}"));
    report.outcome
}

fn counts_in(output: &Output) -> Counts {
    match outcome_in(output) {
        Outcome::Finished {
            counts: Some(counts),
            ..
        } => counts,
        other => panic!("expected counts, found {other:?}"),
    }
}

fn weigh(build: Build, program: &str) -> Counts {
    counts_in(&ask(build, program, &[]))
}

/// Runs a program once, with these words besides.
fn ask(build: Build, program: &str, words: &[&str]) -> Output {
    let mut command = Command::new(programs(build));
    command.args(["--part", program, "--items", "1"]);
    run(command.args(words))
}

fn stderr_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The line of the programs that has this text, from 1.
fn line_of(text: &str) -> usize {
    let lines = include_str!("../examples/programs.rs").lines();
    let before = lines.take_while(|line| !line.contains(text));
    before.count() + 1
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
fn known_programs_cost_what_is_known_in_debug() {
    known_programs_cost_what_is_known(Build::Debug);
}

#[test]
fn known_programs_cost_what_is_known_in_release() {
    known_programs_cost_what_is_known(Build::Release);
}

fn known_programs_cost_what_is_known(build: Build) {
    let counts = |allocations, reallocations, bytes, peak_bytes, live_blocks, live_bytes| Counts {
        allocations,
        reallocations,
        bytes,
        peak_bytes,
        live_blocks,
        live_bytes,
        left_bytes: 0,
    };
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

#[test]
fn what_stays_when_the_result_is_gone_is_counted_and_a_reader_is_not() {
    for (program, left) in [("leaks", 700), ("leaks-nothing", 0)] {
        let counts = weigh(Build::Release, program);
        let live = (counts.live_bytes, counts.left_bytes);
        assert_eq!(live, (50 + left, left), "{program}");
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
fn an_order_that_is_wrong_is_refused_and_nothing_is_weighed() {
    for (program, words, message) in [
        (
            "pushes",
            &["--seed", "x"][..],
            "`--seed` wants a whole number",
        ),
        ("nothing", &[], "no part is named `nothing`"),
        ("pushes", &["--events", "1"], "0, 1 and 2 are taken"),
        ("pushes", &["--trace", "/"], "error: /: "),
    ] {
        let output = ask(Build::Debug, program, words);
        let stderr = stderr_of(&output);
        assert_eq!(output.status.code(), Some(3), "{stderr}");
        assert!(stderr.contains(message), "{stderr}");
        assert!(stderr.contains("usage: HARNESS"), "{stderr}");
        assert!(stderr.contains("parts: boxed-constant, "), "{stderr}");
        assert_eq!(output.stdout, b"");
    }
}

#[test]
fn a_harness_that_uses_the_scales_wrongly_is_told_so() {
    for (program, message) in [
        ("frees-its-input", "the window freed 1 blocks and made 0"),
        ("replaces-its-input", "the window freed 1 blocks and made 1"),
        ("weighs-twice", "a part weighs once"),
        ("answers-nothing", "no answer"),
    ] {
        let output = ask(Build::Debug, program, &[]);
        assert_eq!(output.status.code(), Some(3), "{output:?}");
        match outcome_in(&output) {
            Outcome::Misused(what) => assert!(what.contains(message), "{what}"),
            other => panic!("{program}: {other:?}"),
        }
    }
}

#[test]
fn a_panic_is_told_with_the_line_of_the_code_under_test() {
    let own = format!("programs.rs:{}", line_of("panic!("));
    let called = format!("programs.rs:{}", line_of("step_by(black_box(0)).count()"));
    let line = |comment: &str| Some(format!("programs.rs:{}", line_of(comment)));
    for (program, message, location, called_from) in [
        ("panics", "on purpose", &*own, None),
        ("panics-in-std", "step != 0", "step_by.rs:", Some(called)),
        (
            "panics-in-dhat",
            "no profiler",
            "/src/lib.rs:",
            line("// no profiler runs"),
        ),
        (
            "panics-in-serde",
            "cannot access key",
            "index.rs:",
            line("// a number has no fields"),
        ),
        (
            "panics-in-a-drop",
            "step != 0",
            "step_by.rs:",
            line("// when it is dropped"),
        ),
        (
            "panics-in-a-thread",
            "step != 0",
            "step_by.rs:",
            line("// in another thread"),
        ),
        (
            "panics-in-a-sum",
            "overflow",
            "accum.rs:",
            line("// more than the type holds"),
        ),
    ] {
        // A release build counts on in silence beyond the end of a type.
        let release = (program != "panics-in-a-sum").then_some(Build::Release);
        for build in std::iter::once(Build::Debug).chain(release) {
            let output = ask(build, program, &["--source", "programs.rs"]);
            assert_eq!(output.status.code(), Some(101), "{output:?}");
            assert_eq!(stderr_of(&output), "");
            let Outcome::Panicked(panic) = outcome_in(&output) else {
                panic!("{program}: {output:?}");
            };
            assert!(panic.message.contains(message), "{panic:?}");
            assert!(panic.location.contains(location), "{panic:?}");
            match (&panic.called_from, &called_from) {
                (None, None) => {}
                (Some(found), Some(expected)) => assert!(found.ends_with(expected), "{panic:?}"),
                _ => panic!("{program}: {panic:?}"),
            }
        }
    }
}

#[test]
fn a_panic_that_was_caught_is_told_beside_the_answer_of_its_call() {
    for build in [Build::Debug, Build::Release] {
        let output = ask(build, "catches-panics", &["--source", "programs.rs"]);
        assert_eq!(stderr_of(&output), "");
        let Outcome::Finished { caught, .. } = outcome_in(&output) else {
            panic!("{output:?}");
        };
        let own = format!("programs.rs:{}", line_of("panic!("));
        let told: Vec<_> = caught
            .iter()
            .map(|panic| (panic.input.as_deref(), panic.location.contains(&own)))
            .collect();
        assert_eq!(told, [(None, true), (Some("three"), true)]);
    }
}

#[test]
fn a_panic_that_is_the_right_answer_is_no_failure() {
    let output = ask(Build::Debug, "expects-panics", &[]);
    assert_eq!(stderr_of(&output), "");
    match outcome_in(&output) {
        Outcome::Finished { answer, .. } => assert_eq!(answer.get(), "[true,false]"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn memory_beyond_the_limit_is_refused() {
    for (limit, is_refused) in [("60000", true), ("200000", false)] {
        let output = ask(Build::Debug, "pushes", &["--memory-limit", limit]);
        assert_eq!(!output.status.success(), is_refused, "{output:?}");
        let failed = stderr_of(&output).contains("memory allocation of ");
        assert_eq!(failed, is_refused, "{output:?}");
    }
}

#[test]
fn a_process_may_end_at_either_edge_of_its_window() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let file = folder.path().join("counts.json");
    let path = file.to_str().expect("a path in UTF-8");
    let pushes = weigh(Build::Debug, "pushes");
    for (edge, expected) in [
        ("--before", Counts::default()),
        ("--mark", Counts::default()),
        ("--after", pushes),
    ] {
        let output = ask(Build::Debug, "pushes", &[edge, path]);
        assert!(output.status.success(), "{edge}: {output:?}");
        assert_eq!(output.stdout, b"", "{edge}");
        let text = std::fs::read(&file).expect("the counts");
        let counts: Counts = serde_json::from_slice(&text).expect("counts");
        assert_eq!(counts, expected, "{edge}");
    }
    // Only the mark asks for a block of 1 GiB.
    for (edge, is_refused) in [("--before", false), ("--mark", true)] {
        let output = ask(
            Build::Debug,
            "pushes",
            &[edge, path, "--memory-limit", "200000"],
        );
        assert_eq!(!output.status.success(), is_refused, "{edge}: {output:?}");
    }
    let output = ask(Build::Debug, "frees-its-input", &["--after", path]);
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    assert!(
        stderr_of(&output).contains("the window freed"),
        "{output:?}"
    );
}

#[test]
fn a_profiler_around_the_window_hears_of_each_allocation_and_costs_nothing() {
    let output = ask(Build::Debug, "profiled", &[]);
    let Outcome::Finished {
        counts: Some(counts),
        answer,
        ..
    } = outcome_in(&output)
    else {
        panic!("{output:?}");
    };
    let strings = weigh(Build::Debug, "strings");
    assert_eq!(answer.get(), strings.allocations.to_string());
    assert_eq!(counts, strings);
}

/// What a program tells on an open file adds up to, and what it reports.
#[cfg(unix)]
fn told(program: &str, words: &[&str], folder: &Path) -> (OutsideCount, Counts) {
    let file = folder.join("events");
    let mut shell = Command::new("sh");
    // The shell opens file 3 and becomes the program.
    shell.args(["-c", "exec \"$@\" 3>\"$EVENTS\"", "sh"]);
    shell.arg(programs(Build::Debug)).env("EVENTS", &file);
    shell.args(["--part", program, "--items", "1", "--events", "3"]);
    let counts = counts_in(&run(shell.args(words)));
    let mut counter = EventCounter::default();
    counter.add(&std::fs::read(&file).expect("the events"));
    (counter.end(), counts)
}

#[cfg(unix)]
#[test]
fn what_is_told_of_a_window_adds_up_to_its_counts() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for program in ["pushes", "strings", "zeroed"] {
        let (outside, inside) = told(program, &[], folder.path());
        assert_eq!(outside.trouble, None, "{program}");
        assert_eq!(outside.weighed, Some((inside, Extent::All)), "{program}");
        assert_eq!(inside, weigh(Build::Debug, program), "{program}");
    }
    let (outside, inside) = told("pushes", &["--events-limit", "5"], folder.path());
    let (first, extent) = outside.weighed.expect("a window");
    assert_eq!((first.allocations, extent), (5, Extent::AtLeast));
    assert_eq!(inside, weigh(Build::Debug, "pushes"));
    // Who keeps a trace tells nothing.
    let file = folder.path().join("trace.json");
    let path = file.to_str().expect("a path in UTF-8");
    let (outside, _) = told("pushes", &["--trace", path], folder.path());
    assert_eq!(outside, OutsideCount::default());
    let text = std::fs::read(&file).expect("the trace");
    assert_eq!(TraceFile::read(&text).expect("a trace").events.len(), 13);
}

/// The trace that a program leaves.
fn trace(program: &str, flag: &str, folder: &Path) -> TraceFile {
    let file = folder.join("trace.json");
    let path = file.to_str().expect("a path in UTF-8");
    let output = ask(Build::Debug, program, &[flag, path]);
    assert_eq!(counts_in(&output), weigh(Build::Debug, program));
    let text = std::fs::read(&file).expect("the trace");
    TraceFile::read(&text).expect("a trace")
}

#[test]
fn a_trace_with_call_stacks_goes_on_until_the_result_is_dropped() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for (program, flag, left) in [
        ("leaks", "--stacks", Some(vec![700])),
        ("leaks-nothing", "--stacks", Some(vec![])),
        ("leaks", "--trace", None),
    ] {
        let trace = trace(program, flag, folder.path());
        let found = trace.afterwards.map(|later| {
            let all: Vec<BlockEvent> = trace.events.iter().chain(&later).copied().collect();
            let of = |block| all.iter().rev().find(|event| event.block() == block);
            // What the harness makes for itself, such as a copy of the result, is not there.
            let made = trace.events.iter().map(|event| event.block()).max();
            let blocks = 0..=made.expect("a block");
            blocks.filter_map(|block| of(block)?.bytes()).collect()
        });
        assert_eq!(found, left, "{program} {flag}");
    }
}

#[test]
fn a_trace_has_each_event_of_the_window_in_its_order() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for flag in ["--trace", "--stacks"] {
        let trace = trace("pushes", flag, folder.path());
        assert!(!trace.truncated);
        assert_eq!(trace.call_stacks.is_some(), flag == "--stacks");
        let sizes: Vec<u64> = (0..13).map(|doublings| 16 << doublings).collect();
        let bytes: Vec<u64> = trace.events.iter().filter_map(|e| e.bytes()).collect();
        assert_eq!(bytes, sizes, "{flag}");
        let first = trace.events[0];
        assert_eq!(
            first,
            BlockEvent::Made {
                block: 0,
                bytes: 16
            },
            "{flag}"
        );
        let resized = |event: &BlockEvent| matches!(event, BlockEvent::Resized { block: 0, .. });
        assert!(trace.events[1..].iter().all(resized), "{flag}");
    }
}

#[test]
fn a_call_stack_has_the_lines_between_the_window_and_the_allocator() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let trace = trace("pushes", "--stacks", folder.path());
    let stacks = trace.call_stacks.expect("call stacks");
    assert_eq!(stacks.at.len(), trace.events.len());
    // Where the system tells where the program lies, another process looks names up.
    assert_eq!(stacks.names.is_none(), cfg!(target_os = "linux"));
    let names = stacks.names.unwrap_or_else(|| {
        let text = serde_json::to_vec(&stacks.addresses).expect("JSON");
        std::fs::write(folder.path().join("addresses.json"), text).expect("it is written");
        let path = folder.path().to_str().expect("a path in UTF-8");
        let output = ask(Build::Debug, "pushes", &["--names", path]);
        assert!(output.status.success(), "{output:?}");
        let text = std::fs::read(folder.path().join("names.json")).expect("the names");
        serde_json::from_slice::<Vec<Vec<String>>>(&text).expect("names")
    });
    assert_eq!(names.len(), stacks.addresses.len());
    let line = format!("programs.rs:{}", line_of("list.push(black_box(number))"));
    for stack in stacks
        .at
        .iter()
        .map(|number| &stacks.stacks[*number as usize])
    {
        let frames: Vec<&String> = stack.iter().flat_map(|number| &names[*number]).collect();
        let is_there = |text: &str| frames.iter().any(|frame| frame.contains(text));
        assert!(
            is_there("programs::pushes") && is_there(&line),
            "{frames:#?}"
        );
        assert!(!is_there("programs::main"), "{frames:#?}");
    }
}

#[test]
fn the_innermost_frames_of_a_long_call_stack_are_kept() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let trace = trace("deep", "--stacks", folder.path());
    let stacks = trace.call_stacks.expect("call stacks");
    let longest = stacks.stacks.iter().map(Vec::len).max();
    assert_eq!(longest, Some(48));
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
