//! A copy of the runner's small workbook, and the program on it.

#[path = "../../../tests/support/scratch.rs"]
mod scratch;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Output, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use scratch::Scratch;

/// The file that the learner edits.
pub const FILE: &str = "exercises/ex1-squares/src/lib.rs";

/// How long to wait for what must come: a guard against hanging, no measure.
pub const PATIENCE: Duration = Duration::from_secs(120);
/// How long nothing may happen where nothing should.
pub const CALM: Duration = Duration::from_millis(1_500);

/// The folder of the runner's tests.
fn runner_tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests")
}

/// Code that passes, or another attempt of the runner's tests.
pub fn attempt(name: &str) -> String {
    let path = runner_tests().join("attempts").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A workbook of its own for one test.
pub struct Workbook {
    scratch: Scratch,
}

impl Workbook {
    /// One exercise, `ex1-squares`.
    pub fn new() -> Self {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let repository = repository.canonicalize().expect("the repository");
        Workbook {
            scratch: Scratch::workbook(&repository),
        }
    }

    /// Another exercise like the first, `ex2-again`.
    pub fn add_another(&self) {
        for folder in ["exercises", "solutions"] {
            let twin = self.path(folder).join("ex2-again");
            copy(&self.path(folder).join("ex1-squares"), &twin);
        }
        for file in [
            "exercises/ex2-again/Cargo.toml",
            "exercises/ex2-again/src/main.rs",
            "solutions/ex2-again/Cargo.toml",
        ] {
            let text = self.read(file);
            let text = text.replace("ex1-squares", "ex2-again");
            self.write(file, &text.replace("ex1_squares", "ex2_again"));
        }
    }

    pub fn root(&self) -> PathBuf {
        self.scratch.root().to_owned()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }

    /// Saves as many editors do: another file takes the place of the old one.
    pub fn save_by_rename(&self, name: &str, text: &str) {
        let new = self.path("new.rs");
        fs::write(&new, text).expect("a scratch file");
        fs::rename(new, self.path(name)).expect("it takes the place");
    }

    /// How many checks are in the history.
    pub fn checks(&self) -> usize {
        let history = self.path(".workbook/history.jsonl");
        let text = fs::read_to_string(history).unwrap_or_default();
        text.matches("\"event\":\"check\"").count()
    }

    /// The program with these words, in the root of the workbook.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_terminal"));
        command.args(words);
        self.prepare(&mut command);
        command
    }

    /// Runs a command in the workbook, with nothing of this machine's settings.
    pub fn prepare(&self, command: &mut Command) {
        command
            .current_dir(self.root())
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("NO_COLOR")
            .env("RUST_BACKTRACE", "0");
    }

    /// Feeds lines to the prompt.
    pub fn shell(&self, script: impl AsRef<[u8]>) -> Ran {
        let file = self.path("script.txt");
        fs::write(&file, script).expect("a scratch file");
        let mut command = self.command(&["shell"]);
        command.stdin(fs::File::open(file).expect("the script"));
        Ran::of(&command.output().expect("the program"))
    }

    /// Starts the program without a terminal.
    pub fn start(&self, words: &[&str], stdin: Stdio) -> Running {
        let mut command = self.command(words);
        command
            .stdin(stdin)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program");
        let text = Text::default();
        text.follow(child.stdout.take().expect("a pipe"));
        text.follow(child.stderr.take().expect("a pipe"));
        Running { child, text }
    }

    /// Processes that were started to check this workbook and still run.
    pub fn left_running(&self) -> Vec<String> {
        let root = self.root().display().to_string();
        let Ok(processes) = fs::read_dir("/proc") else {
            return Vec::new();
        };
        processes
            .filter_map(Result::ok)
            .filter_map(|entry| {
                let words = fs::read(entry.path().join("cmdline")).ok()?;
                let words = String::from_utf8_lossy(&words).replace('\0', " ");
                // A harness is handed the file that it holds.
                words.contains(&root).then_some(words)
            })
            .collect()
    }

    /// Waits until code of this workbook runs.
    #[track_caller]
    pub fn wait_for_harness(&self) {
        let start = Instant::now();
        while !self.left_running().iter().any(|p| p.contains("--part")) {
            assert!(start.elapsed() < PATIENCE, "no harness was started");
            thread::sleep(Duration::from_millis(10));
        }
    }
}

/// What a program printed.
#[derive(Debug)]
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    pub code: Option<i32>,
}

impl Ran {
    fn of(output: &Output) -> Self {
        Ran {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            code: output.status.code(),
        }
    }

    /// Asserts the exit code.
    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// Asserts that it says this.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(
            self.stdout.contains(text) || self.stderr.contains(text),
            "expected {text:?} in {self:#?}"
        );
        self
    }
}

/// Text that grows while a program runs.
#[derive(Clone, Default)]
pub struct Text(Arc<Mutex<Vec<u8>>>);

impl Text {
    /// Takes in all that comes.
    pub fn follow(&self, mut from: impl Read + Send + 'static) {
        let text = self.clone();
        thread::spawn(move || {
            let mut chunk = [0; 4096];
            // A terminal whose other end is gone is an error.
            while let Ok(count @ 1..) = from.read(&mut chunk) {
                let mut all = text.0.lock().unwrap_or_else(PoisonError::into_inner);
                all.extend_from_slice(&chunk[..count]);
            }
        });
    }

    /// All of it so far.
    pub fn all(&self) -> String {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&all).into_owned()
    }

    /// Waits until it says this `count` times.
    #[track_caller]
    pub fn wait_for(&self, what: &str, count: usize) {
        let start = Instant::now();
        while self.all().matches(what).count() < count {
            assert!(
                start.elapsed() < PATIENCE,
                "expected {what:?} {count} times in:\n{}",
                self.all()
            );
            thread::sleep(Duration::from_millis(10));
        }
    }
}

/// A program that runs; it is ended when dropped.
pub struct Running {
    pub child: Child,
    pub text: Text,
}

impl Running {
    pub fn signal(&self, signal: Signal) {
        let process = Pid::from_raw(self.child.id() as i32);
        kill(process, signal).expect("it runs");
    }

    pub fn stdin(&mut self) -> &mut ChildStdin {
        self.child.stdin.as_mut().expect("a pipe")
    }

    /// Waits for its end.
    #[track_caller]
    pub fn ended(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("it can be waited for") {
                return status;
            }
            assert!(start.elapsed() < PATIENCE, "{}", self.text.all());
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended, in a test that went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
