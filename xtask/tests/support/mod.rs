//! A copy of the small workbook in `tests/workbook`, and the runner on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of these tests.
pub fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// A workbook of its own for one test; gone when dropped.
pub struct Workbook {
    folder: tempfile::TempDir,
}

impl Workbook {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        copy(&tests().join("workbook"), folder.path());
        let crates = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workbook = Workbook { folder };
        let manifest = workbook.read("Cargo.toml");
        let meter = crates.join("meter").display().to_string();
        workbook.write("Cargo.toml", manifest.replace("METER", &meter));
        let lock = crates.join("../Cargo.lock");
        fs::copy(lock, workbook.path("Cargo.lock")).expect("the lock file");
        workbook
    }

    pub fn root(&self) -> PathBuf {
        // The system's temporary folder may be a link.
        self.folder
            .path()
            .canonicalize()
            .expect("the scratch folder")
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

    /// Asserts that standard output or standard error says this.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(
            self.stdout.contains(text) || self.stderr.contains(text),
            "expected {text:?} in {self:#?}"
        );
        self
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from)
        .expect("a folder")
        .map(|e| e.expect("an entry"))
    {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
