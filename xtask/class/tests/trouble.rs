//! Trouble stays where it is: a hostile student changes nobody else's result, and a full
//! disk is the grader's fault and nobody's zero.

#![cfg(target_os = "linux")]

mod classes;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use class::ledger::record::ExerciseOutcome;
use classes::{
    Results, done, grade, hand_in, hand_in_attack, hand_in_text, program, results, root, same_seed,
    text, verdict,
};
use xtask::pipe::grade::Verdict;

/// Each of these takes something that others need, too: time, memory, processes, room
/// in a pipe, the compiler's stack.
const HOSTILE: [&str; 3] = ["busy-loop", "memory-bomb", "output-bomb"];

/// Different right files; the last is a starter.
fn honest_class(class: &Path) {
    let solution = fs::read_to_string(root().join("solutions/ex3-string-trap/src/lib.rs"));
    let solution = solution.expect("the reference");
    for student in ["anna", "cleo", "emil", "gina", "ines"] {
        hand_in_text(
            class,
            student,
            "ex3",
            &format!("{solution}\n// By {student}.\n"),
        );
    }
    hand_in(class, "kira", "ex3", "exercises/ex3-string-trap/src/lib.rs");
}

/// After every two of those comes one of these.
fn add_hostile_third(class: &Path) {
    for (student, attack) in ["dora", "hans", "lara"].into_iter().zip(HOSTILE) {
        hand_in_attack(class, student, attack);
    }
}

fn without(results: Results, students: &[&str]) -> Results {
    let is_other = |student: &str| !students.contains(&student);
    results
        .into_iter()
        .filter(|((student, _), _)| is_other(student))
        .collect()
}

#[test]
fn a_hostile_third_changes_nobody_elses_result() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let at = |name: &str| scratch.path().join(name);
    honest_class(&at("class"));
    done(grade(&at("class"), &at("control"), &[]), 0);
    add_hostile_third(&at("class"));
    same_seed(&at("control"), &at("mixed"));
    done(grade(&at("class"), &at("mixed"), &[]), 0);
    let mixed = results(&at("mixed"));
    let control = results(&at("control"));
    for student in ["dora", "hans", "lara"] {
        // Which limit a bomb meets first depends on the machine.
        let verdict = verdict(&mixed, student, "ex4");
        let is_stopped = matches!(
            verdict,
            Verdict::TimedOut | Verdict::OutOfMemory | Verdict::Crashed
        );
        assert!(is_stopped, "{student}: {verdict:?}");
    }
    assert_eq!(without(mixed, &["dora", "hans", "lara"]), control);
}

/// What a student's code may read it may print, and what it prints stands on a page that
/// others see. So it finds nothing of the grader's: no variable, and no seed.
#[test]
fn nothing_of_the_graders_is_there_to_be_printed() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (class, out) = (scratch.path().join("class"), scratch.path().join("out"));
    hand_in_attack(&class, "anna", "variables-in-a-panic");
    let mut command = grade(&class, &out, &[]);
    command.env("CLASS_TOKEN", "a-secret-of-the-grader");
    done(command, 0);
    let record = &results(&out)[&("anna".to_owned(), "ex4".to_owned())];
    let ExerciseOutcome::Graded { parts, .. } = &record.outcome else {
        panic!("{record:?}");
    };
    let said = parts.iter().find_map(|part| part.message.as_deref());
    let said = said.expect("a panic");
    assert!(said.contains("variables [], words [\"--part\""), "{said}");
    let grading = fs::read_to_string(out.join("grading.json")).expect("the seed's file");
    let seed: String = grading
        .chars()
        .filter(char::is_ascii_digit)
        .skip(1)
        .collect();
    assert!(seed.len() > 6, "{grading}");
    let digits: String = said
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == ' ')
        .collect();
    assert!(!digits.contains(&seed), "{seed}: {said}");
    assert!(!said.contains("a-secret"), "{said}");
}

/// Whether this user may mount a file system where nobody else sees it.
fn can_mount(at: &Path) -> bool {
    let mut command = mounted(at, "1m", "true");
    command.status().is_ok_and(|status| status.success())
}

/// A shell with a file system of this size at `at`, which goes when the shell ends.
fn mounted(at: &Path, size: &str, then: &str) -> Command {
    let mount = format!("mount -t tmpfs -o size={size} tmpfs \"$AT\" && {then}");
    let mut command = Command::new("unshare");
    command
        .args(["--mount", "--map-root-user", "sh", "-c", &mount])
        .env("AT", at)
        .current_dir(root())
        .stdin(Stdio::null());
    command
}

#[test]
fn output_that_cannot_be_written_is_told_as_that() {
    for words in [&["--help"][..], &["merge", "--help"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full");
        let mut command = program(words);
        command.stdout(full.expect("/dev/full"));
        let said = done(command, 2);
        let problem = "error: could not write to standard output: No space left on device";
        assert!(said.starts_with(problem), "{said}");
    }
}

/// What needs many files at once is not started with few, and nobody is judged.
#[test]
fn a_limit_of_open_files_is_told_as_that() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (class, out) = (scratch.path().join("class"), scratch.path().join("out"));
    hand_in(
        &class,
        "anna",
        "ex3",
        "solutions/ex3-string-trap/src/lib.rs",
    );
    let asked = grade(&class, &out, &[]);
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -n 12 && exec \"$0\" \"$@\""])
        .arg(asked.get_program())
        .args(asked.get_args())
        .current_dir(root());
    let said = done(command, 2);
    for words in [
        "Too many open files",
        "raise the limit, which is 12, as with",
    ] {
        assert!(said.contains(words), "{said}");
    }
    assert!(
        !said.contains("Os {") && !said.contains("panicked"),
        "{said}"
    );
}

#[test]
fn a_full_disk_is_nobodys_zero_and_nothing_is_lost() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let at = |name: &str| scratch.path().join(name);
    let (class, full) = (at("class"), at("full"));
    hand_in(
        &class,
        "anna",
        "ex3",
        "solutions/ex3-string-trap/src/lib.rs",
    );
    fs::create_dir_all(class.join("fred")).expect("a folder");
    fs::create_dir_all(&full).expect("a folder");
    if !can_mount(&full) {
        eprintln!("not tried: this user may not mount a file system");
        return;
    }
    done(grade(&class, &at("roomy"), &[]), 0);

    // Room for the records, and not for what the compiler makes.
    let words = grade(&class, &full, &[]);
    let words: Vec<&str> = words.get_args().filter_map(|word| word.to_str()).collect();
    let then = "cp \"$SEED\" \"$AT\" && \"$@\"; echo \"first: $?\"; cp -r \"$AT\" \"$FIRST\"; \
                mount -o remount,size=1g \"$AT\" && \"$@\"; echo \"second: $?\"; \
                cp -r \"$AT\" \"$SECOND\"";
    let mut command = mounted(&full, "1m", then);
    command
        .arg("sh")
        .arg(program(&[]).get_program())
        .args(words)
        .env("SEED", at("roomy").join("grading.json"))
        .env("FIRST", at("first"))
        .env("SECOND", at("second"));
    let said = text(&command.output().expect("a shell"));
    assert!(said.contains("first: 2"), "{said}");
    assert!(said.contains("second: 0"), "{said}");

    let key = ("anna".to_owned(), "ex3".to_owned());
    let first = &results(&at("first"))[&key];
    assert!(
        matches!(first.outcome, ExerciseOutcome::Broken { .. }),
        "{first:?}"
    );
    let book = fs::read_to_string(at("first").join("gradebook.csv")).expect("a gradebook");
    let anna = book.lines().find(|line| line.contains("anna"));
    let anna = anna.expect("a line for anna");
    assert!(anna.contains("broken"), "{anna}");
    assert_eq!(results(&at("second")), results(&at("roomy")));
}
