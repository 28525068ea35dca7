//! Weighing. In: a harness and one window. Out: what the learner's function
//! allocated and answered in a fresh process, or how that process failed.

use std::io;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use meter_report::events::{EventCounter, OutsideCount};
use meter_report::{Counts, Input, Outcome, Panic, Report};
use serde_json::value::RawValue;

use crate::failure::Failure;
use crate::process::{self, End, Ended, Limits};
use crate::text::tame_line;
use crate::workbook::Threads;

/// One call of one function, to be made in a process of its own.
#[derive(Clone, Debug)]
pub struct Window {
    /// The harness.
    pub executable: PathBuf,
    /// The file that holds the code under test.
    pub source: PathBuf,
    /// The part's name.
    pub part: String,
    /// The size of the input.
    pub items: usize,
    /// How many items of the seed are left out before these.
    pub skipped: usize,
    /// What the input is made from.
    pub seed: u64,
    /// What is written down beside the counts.
    pub pass: Pass,
}

/// What a window writes down beside its counts, and into which file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Nothing. This is the pass that grades.
    Count,
    /// The input with this name, as people read it; the weighed one has an empty name.
    Show(String),
    /// dhat's profile.
    Attribute(PathBuf),
    /// Each event in its order.
    Trace(PathBuf),
    /// Each event in its order, with its call stack.
    Stacks(PathBuf),
    /// The names for the call stacks of other windows, into this folder: see the
    /// crate `meter`, module `stacks`. Nothing is weighed.
    Names(PathBuf),
}

/// What came of a window.
#[derive(Clone, Debug)]
pub struct Weighed {
    /// How it ended.
    pub ending: Ending,
    /// What the code under test printed.
    pub output: Output,
}

impl Weighed {
    /// The same, if the machine let the process run.
    pub fn started(self) -> Result<Self, Failure> {
        match self.ending {
            Ending::NotStarted(failure) => Err(failure),
            _ => Ok(self),
        }
    }
}

/// What the code under test printed, up to the limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// On standard output.
    pub stdout: String,
    /// On standard error.
    pub stderr: String,
}

impl Output {
    /// Whether nothing was printed.
    pub fn is_empty(&self) -> bool {
        self.stdout.is_empty() && self.stderr.is_empty()
    }
}

/// How a window ended.
#[derive(Clone, Debug)]
pub enum Ending {
    /// The function returned.
    Returned(Returned),
    /// It panicked.
    Panicked(Panic),
    /// The process ended without a report; the text says how.
    Crashed(String),
    /// Its time was over, which was this much.
    TimedOut(Duration),
    /// It asked for more memory than allowed, which was this many bytes.
    OutOfMemory(u64),
    /// Something else than the harness wrote the report.
    Forged,
    /// The harness says that it was not used as it has to be; the text says how.
    Disturbed(String),
    /// It was interrupted, or did something that nobody knows; the text says how.
    Broken(String),
    /// The machine did not let the process run.
    NotStarted(Failure),
}

impl Ending {
    /// How a window ended, as the end of a sentence about its part.
    pub fn in_words(&self) -> String {
        match self {
            Ending::Returned(_) => "returned".to_owned(),
            Ending::Panicked(panic) => format!(
                "panicked at {}: {}",
                panic.called_from.as_ref().unwrap_or(&panic.location),
                tame_line(&panic.message)
            ),
            Ending::Crashed(words) | Ending::Broken(words) => format!("failed: {words}"),
            Ending::Disturbed(words) => format!("failed: harness: {words}"),
            Ending::NotStarted(failure) => format!("did not run: {failure}"),
            Ending::TimedOut(_) => "took too long; fewer items take less".to_owned(),
            Ending::OutOfMemory(_) => "asked for more memory than is allowed".to_owned(),
            Ending::Forged => "wrote a report that is not the harness's".to_owned(),
        }
    }
}

/// What a function that returned leaves behind.
#[derive(Clone, Debug)]
pub struct Returned {
    /// What it allocated, where the part weighs something.
    pub counts: Option<Counts>,
    /// What it returned.
    pub answer: Box<RawValue>,
    /// What it returned for other inputs, each with its name.
    pub asked: Vec<(String, Box<RawValue>)>,
    /// After how many of these calls memory stayed behind.
    pub leaking_calls: u64,
    /// The first panic of each call that panicked and returned all the same.
    pub caught: Vec<Panic>,
    /// The processor time of the call, where the system tells.
    pub processor_time: Option<Duration>,
    /// What would have been right, measured in this process.
    pub truth: Option<Box<RawValue>>,
    /// The input that was to be shown.
    pub input: Option<Input>,
}

/// Runs the window in a fresh process.
pub fn weigh(window: &Window, limits: &Limits) -> Weighed {
    let secret = secret();
    let ended = process::run_harness(
        &mut command(window, limits, TellSeed::InWords),
        &secret,
        limits,
    );
    weighed(window, &secret, ended, limits)
}

/// How a harness closes itself up before it calls a stranger's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Whether it closes itself up at all.
    pub closed: Option<Threads>,
    /// Whether it tells its events, and how many of each window at most.
    pub told: Option<u64>,
}

/// What is known of a window from outside of its process.
#[derive(Debug)]
pub struct Observed {
    /// What the process itself reports.
    pub weighed: Weighed,
    /// What its events add up to, if it told them.
    pub told: Option<OutsideCount>,
    /// The most bytes that were resident, where the process reports it.
    pub resident: Option<u64>,
}

/// Runs the window in a fresh process that closes itself up, and listens to it. `bind` is
/// what else is done to the command that starts it.
///
/// What the inputs are made from is told to the harness with the secret, and not by its
/// command line: code under test may read that, and print what it reads.
pub fn weigh_sealed(
    window: &Window,
    limits: &Limits,
    seal: Seal,
    bind: &dyn Fn(&mut Command),
) -> Observed {
    let secret = secret();
    let told = format!("{secret} {}", window.seed);
    let mut command = command(window, limits, TellSeed::WithSecret);
    bind(&mut command);
    if let Some(threads) = seal.closed {
        command.args(["--seal", threads.word()]);
    }
    let Some(most) = seal.told else {
        let ended = process::run_harness(&mut command, &told, limits);
        let resident = resident(&ended);
        return Observed {
            weighed: weighed(window, &secret, ended, limits),
            told: None,
            resident,
        };
    };
    command.args(["--events-limit", &most.to_string()]);
    let counter = Arc::new(Mutex::new(EventCounter::of_at_most(most)));
    let hearing = Arc::clone(&counter);
    let ended = process::run_telling_harness(&mut command, &told, limits, move |bytes| {
        let mut counter = hearing.lock().unwrap_or_else(PoisonError::into_inner);
        counter.add(bytes);
    });
    let counter = std::mem::take(&mut *counter.lock().unwrap_or_else(PoisonError::into_inner));
    let resident = resident(&ended);
    Observed {
        weighed: weighed(window, &secret, ended, limits),
        told: Some(counter.end()),
        resident,
    }
}

fn resident(ended: &io::Result<Ended>) -> Option<u64> {
    let ended = ended.as_ref().ok()?;
    Report::parse(&ended.report).ok()?.resident
}

fn secret() -> String {
    format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..))
}

fn weighed(window: &Window, secret: &str, ended: io::Result<Ended>, limits: &Limits) -> Weighed {
    match ended {
        Ok(ended) => {
            let ending = ending(&ended, secret, limits);
            let mut output = Output {
                stdout: String::from_utf8_lossy(&ended.stdout).into_owned(),
                stderr: String::from_utf8_lossy(&ended.stderr).into_owned(),
            };
            if matches!(window.pass, Pass::Attribute(_)) {
                // dhat's summary is not the learner's.
                output.stderr.clear();
            }
            Weighed { ending, output }
        }
        Err(error) => Weighed {
            ending: Ending::NotStarted(Failure::of_system(
                &format!("could not start {}", window.executable.display()),
                error,
            )),
            output: Output::default(),
        },
    }
}

/// What tells a harness which window is meant, also when a person starts it.
pub fn words(window: &Window) -> [String; 6] {
    // What comes last may be told in another way.
    let word = |text: &str| text.to_owned();
    [
        word("--part"),
        window.part.clone(),
        word("--items"),
        window.items.to_string(),
        word("--seed"),
        window.seed.to_string(),
    ]
}

/// Takes out of a harness's environment what would change what it allocates or prints: how
/// the standard library, the loader and the system's allocator behave. Who starts a
/// profiler of whole processes calls this first: it loads its own library into the harness.
pub fn leave_to_itself(command: &mut Command) {
    // A captured backtrace allocates, and would count.
    command.env("RUST_BACKTRACE", "0");
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(changes_a_process) {
            command.env_remove(name);
        }
    }
}

/// Whether a variable makes the system do something else with a process. Where libraries
/// lie is left as it is: a harness may not start without.
fn changes_a_process(variable: &str) -> bool {
    match variable {
        "RUST_LIB_BACKTRACE" | "RUST_MIN_STACK" | "GLIBC_TUNABLES" => true,
        _ if variable.ends_with("LIBRARY_PATH") => false,
        // The loader's and the allocator's, of Linux and of macOS.
        _ => ["LD_", "DYLD_", "MALLOC_", "Malloc"]
            .iter()
            .any(|prefix| variable.starts_with(prefix)),
    }
}

/// How a harness gets to know what its inputs are made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TellSeed {
    /// By its command line.
    InWords,
    /// Behind the secret.
    WithSecret,
}

fn command(window: &Window, limits: &Limits, seed: TellSeed) -> Command {
    let mut command = Command::new(&window.executable);
    if let Some(folder) = window.executable.parent() {
        // Whatever the code under test leaves in its folder is left among
        // build products.
        command.current_dir(folder);
    }
    let words = words(window);
    let words = match seed {
        TellSeed::InWords => &words[..],
        TellSeed::WithSecret => &words[..4],
    };
    command
        .args(words)
        .args(["--skip", &window.skipped.to_string()])
        .args(["--memory-limit", &limits.memory.to_string()])
        .arg("--source")
        .arg(&window.source)
        .arg("--report");
    leave_to_itself(&mut command);
    match &window.pass {
        Pass::Count => {}
        Pass::Show(name) => {
            command.arg("--show").arg(name);
        }
        Pass::Attribute(profile) => {
            command.arg("--profile").arg(profile);
        }
        Pass::Stacks(trace) => {
            command.arg("--stacks").arg(trace);
        }
        Pass::Trace(trace) => {
            command.arg("--trace").arg(trace);
        }
        Pass::Names(folder) => {
            command.arg("--names").arg(folder);
        }
    }
    command
}

fn ending(ended: &Ended, secret: &str, limits: &Limits) -> Ending {
    let status = match &ended.end {
        End::OutOfTime => return Ending::TimedOut(limits.time),
        End::TooMuchOutput => {
            return Ending::Crashed(
                "stopped, because it printed, or answered with, more than the limit".to_owned(),
            );
        }
        End::Interrupted => return Ending::Broken("interrupted".to_owned()),
        End::Exited(status) => *status,
    };
    if !ended.report.is_empty() {
        return match Report::parse(&ended.report) {
            Ok(report) if cfg!(unix) && report.nonce != secret => Ending::Forged,
            Err(_) => Ending::Forged,
            Ok(report) => match report.outcome {
                Outcome::Panicked(panic) => Ending::Panicked(panic),
                Outcome::Misused(what) => Ending::Disturbed(what),
                Outcome::Finished { .. } if !status.success() => {
                    Ending::Crashed(format!("after the window closed: {}", end_in_words(status)))
                }
                Outcome::Finished {
                    counts,
                    answer,
                    asked,
                    leaking_calls,
                    caught,
                    processor_time,
                    truth,
                    input,
                } => Ending::Returned(Returned {
                    counts,
                    answer,
                    asked,
                    leaking_calls,
                    caught,
                    processor_time: processor_time.map(Duration::from_nanos),
                    truth,
                    input,
                }),
            },
        };
    }
    let stderr = String::from_utf8_lossy(&ended.stderr);
    if stderr.contains("has overflowed its stack") {
        return Ending::Crashed(
            "stack overflow: does a function call itself forever, or is a large array on the stack?"
                .to_owned(),
        );
    }
    let aborted = process::signal_name(status).is_some();
    if aborted && stderr.contains("memory allocation of ") {
        return Ending::OutOfMemory(limits.memory);
    }
    Ending::Crashed(match status.code() {
        Some(_) => format!(
            "{} before the measurement was over (`std::process::exit`?)",
            end_in_words(status)
        ),
        None => end_in_words(status),
    })
}

fn end_in_words(status: std::process::ExitStatus) -> String {
    match (process::signal_name(status), status.code()) {
        (Some(signal), _) => format!("the process was ended by {signal}"),
        (None, Some(code)) => format!("the process ended with exit code {code}"),
        (None, None) => format!("the process ended: {status}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_harness_finds_its_libraries_and_no_orders_for_the_loader() {
        for variable in [
            "LD_PRELOAD",
            "LD_AUDIT",
            "LD_DEBUG",
            "DYLD_INSERT_LIBRARIES",
            "MALLOC_CHECK_",
            "MallocStackLogging",
            "GLIBC_TUNABLES",
            "RUST_MIN_STACK",
        ] {
            assert!(changes_a_process(variable), "{variable}");
        }
        for variable in [
            "PATH",
            "HOME",
            "LD_LIBRARY_PATH",
            "DYLD_FALLBACK_LIBRARY_PATH",
        ] {
            assert!(!changes_a_process(variable), "{variable}");
        }
    }
}

#[cfg(all(test, unix))]
mod endings {
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    use super::*;

    const SECRET: &str = "0123";
    const ABORT: i32 = 6;

    fn by_itself(code: i32) -> ExitStatus {
        ExitStatus::from_raw(code << 8)
    }

    fn by_signal(signal: i32) -> ExitStatus {
        ExitStatus::from_raw(signal)
    }

    fn report(nonce: &str, outcome: &str) -> String {
        format!(r#"{{"nonce":"{nonce}","outcome":{outcome}}}"#)
    }

    /// How a window ended, as a word and what is said of it.
    fn told(end: End, report: &str, stderr: &str) -> (&'static str, String) {
        let ended = Ended {
            end,
            stdout: Vec::new(),
            stderr: stderr.as_bytes().to_vec(),
            report: report.as_bytes().to_vec(),
        };
        let ending = ending(&ended, SECRET, &Limits::USUAL);
        let word = match ending {
            Ending::Returned(_) => "returned",
            Ending::Panicked(_) => "panicked",
            Ending::Crashed(_) => "crashed",
            Ending::TimedOut(_) => "timed out",
            Ending::OutOfMemory(_) => "out of memory",
            Ending::Forged => "forged",
            Ending::NotStarted(_) => "not started",
            Ending::Disturbed(_) => "disturbed",
            Ending::Broken(_) => "broken",
        };
        (word, ending.in_words())
    }

    #[test]
    fn a_report_is_believed_only_from_the_harness_and_only_if_its_process_ends_well() {
        let finished = r#"{"finished":{"counts":null,"answer":[1],"truth":null}}"#;
        let panicked = r#"{"panicked":{"message":"no","location":"a.rs:1","called_from":null}}"#;
        let misused = r#"{"misused":"no such part"}"#;
        for (nonce, outcome, status, word, words) in [
            (SECRET, finished, by_itself(0), "returned", ""),
            ("", finished, by_itself(0), "forged", ""),
            ("01234", finished, by_itself(0), "forged", ""),
            ("", panicked, by_itself(101), "forged", ""),
            (SECRET, "{", by_itself(0), "forged", ""),
            // The answer was there, and then the process came to a bad end.
            (
                SECRET,
                finished,
                by_itself(3),
                "crashed",
                "failed: after the window closed: the process ended with exit code 3",
            ),
            (SECRET, finished, by_signal(ABORT), "crashed", "SIGABRT"),
            (SECRET, panicked, by_itself(101), "panicked", "a.rs:1: no"),
            (SECRET, misused, by_itself(2), "disturbed", "no such part"),
        ] {
            let end = End::Exited(status);
            let (found, said) = told(end, &report(nonce, outcome), "");
            let case = format!("{nonce:?} {outcome} {status}: {said}");
            assert_eq!(found, word, "{case}");
            assert!(said.contains(words), "{case}");
            assert!(!said.contains("before the measurement"), "{case}");
        }
    }

    #[test]
    fn an_end_without_a_report_is_told_by_how_the_process_ended() {
        let (overflow, memory) = (
            "thread 'main' has overflowed its stack",
            "memory allocation of 8 bytes failed",
        );
        for (end, stderr, word, words) in [
            (End::OutOfTime, "", "timed out", "too long"),
            (End::TooMuchOutput, "", "crashed", "more than the limit"),
            (End::Interrupted, "", "broken", "interrupted"),
            (End::Exited(by_itself(0)), "", "crashed", "exit code 0"),
            (
                End::Exited(by_signal(ABORT)),
                overflow,
                "crashed",
                "stack overflow",
            ),
            (
                End::Exited(by_signal(ABORT)),
                memory,
                "out of memory",
                "more memory",
            ),
            (End::Exited(by_signal(ABORT)), "", "crashed", "SIGABRT"),
            // It only prints the words.
            (End::Exited(by_itself(1)), memory, "crashed", "exit code 1"),
        ] {
            let case = format!("{end:?} {stderr}");
            let (found, said) = told(end, "", stderr);
            assert_eq!(found, word, "{case}: {said}");
            assert!(said.contains(words), "{case}: {said}");
        }
    }

    #[test]
    fn each_process_gets_a_secret_of_its_own() {
        let (first, second) = (secret(), secret());
        assert_ne!(first, second);
        assert_eq!((first.len(), second.len()), (32, 32));
    }

    #[test]
    fn resident_memory_is_known_only_of_a_report_that_has_it() {
        let finished = r#""outcome":{"finished":{"counts":null,"answer":1,"truth":null}}"#;
        for (report, expected) in [
            (
                format!(r#"{{"nonce":"",{finished},"resident":4096}}"#),
                Some(4096),
            ),
            (format!(r#"{{"nonce":"",{finished}}}"#), None),
            (String::new(), None),
        ] {
            let ended = Ended {
                end: End::Exited(by_itself(0)),
                stdout: Vec::new(),
                stderr: Vec::new(),
                report: report.clone().into_bytes(),
            };
            assert_eq!(resident(&Ok(ended)), expected, "{report}");
        }
        assert_eq!(resident(&Err(io::ErrorKind::NotFound.into())), None);
    }

    #[test]
    fn output_is_empty_only_if_nothing_was_printed_on_either_file() {
        for (stdout, stderr, is_empty) in [
            ("", "", true),
            ("a", "", false),
            ("", "b", false),
            ("a", "b", false),
        ] {
            let output = Output {
                stdout: stdout.to_owned(),
                stderr: stderr.to_owned(),
            };
            assert_eq!(output.is_empty(), is_empty, "{output:?}");
        }
    }
}
