//! A copy of the small workbook in `tests/workbook`, and the runner on it.

mod scratch;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use scratch::Scratch;

/// The folder of these tests.
pub fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// A workbook of its own for one test.
pub struct Workbook {
    scratch: Scratch,
}

impl Workbook {
    pub fn new() -> Self {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let repository = repository.canonicalize().expect("the repository");
        Workbook {
            scratch: Scratch::workbook(&repository),
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

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }

    /// The runner, in the root of the workbook, with these words.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .args(words)
            .current_dir(self.root())
            .env_remove("CARGO_TARGET_DIR")
            .env("RUST_BACKTRACE", "0");
        command
    }

    /// Runs it and returns all that a person would see.
    pub fn run(&self, words: &[&str]) -> Ran {
        let mut command = self.command(words);
        let output = command
            .output()
            .unwrap_or_else(|e| panic!("{command:?}: {e}"));
        self.ran(&output)
    }

    pub fn ran(&self, output: &Output) -> Ran {
        let text = |bytes: &[u8]| {
            String::from_utf8_lossy(bytes)
                .replace(&self.root().display().to_string(), "WORKBOOK")
                .replace(&tests().display().to_string(), "TESTS")
                .replace(env!("CARGO_MANIFEST_DIR"), "XTASK")
        };
        Ran {
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
            code: output.status.code(),
        }
    }
}

/// What was said on standard error, without for whom it waited: tests share the target
/// folder, and take turns.
pub fn without_waiting(stderr: &str) -> String {
    let lines = stderr.split_inclusive('\n');
    let is_other = |line: &&str| !line.starts_with("waiting for another check to end");
    lines.filter(is_other).collect()
}

/// What a command printed, with the folders of this machine replaced.
#[derive(Debug)]
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    pub code: Option<i32>,
}

impl Ran {
    /// Asserts the exit code, and shows everything if it is another one.
    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// Asserts that standard output or standard error says this, wherever lines are broken.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        let wanted = on_one_line(text);
        let said = [&self.stdout, &self.stderr].map(|said| on_one_line(said));
        assert!(
            said.iter().any(|said| said.contains(&wanted)),
            "expected {text:?} in {self:#?}"
        );
        self
    }
}

/// The words of a text with one blank between them.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
