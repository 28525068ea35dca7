//! What `cargo xtask bump` refuses, and how it goes on, in small repositories.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A repository with what a bump reads before it begins. Its checks cannot be run.
struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Repository(tempfile::tempdir().expect("a folder"));
        repository.write(
            "Cargo.toml",
            "[workspace.package]\nrust-version = \"1.1\"\n",
        );
        repository.write("rust-toolchain.toml", "[toolchain]\nchannel = \"1.1.0\"\n");
        repository.write("README.md", "a\n");
        repository.write(".gitignore", "/target/\n");
        fs::create_dir(repository.path().join("exercises")).expect("a folder");
        let record = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/measurements.json");
        fs::create_dir(repository.path().join("book")).expect("a folder");
        fs::copy(record, repository.path().join("book/measurements.json")).expect("a record");
        repository.git(&["init", "--quiet"]);
        repository.commit();
        repository
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.path().join(file), text).expect("a file");
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path().join(file)).expect("a file")
    }

    fn git(&self, words: &[&str]) {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.org"]);
        let status = git.args(words).current_dir(self.path()).status();
        assert!(status.expect("git").success(), "{words:?}");
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "a"]);
    }

    /// Runs a bump; its state is in a target folder of its own.
    fn bump(&self, version: &str) -> Output {
        let target = self.path().join("target");
        let site = target.join("release/site");
        fs::create_dir_all(target.join("release")).expect("a folder");
        fs::write(target.join("CACHEDIR.TAG"), "").expect("a file");
        let built = env!("CARGO_BIN_EXE_site");
        let linked = site.exists() || fs::hard_link(built, &site).is_ok();
        assert!(linked || fs::copy(built, &site).is_ok(), "the program");
        let mut bump = Command::new(site);
        bump.args(["bump", version]).current_dir(self.path());
        bump.output().expect("the site")
    }

    /// Runs a bump, which must end with 2 and say all of this.
    #[track_caller]
    fn refuses(&self, version: &str, says: &[&str]) {
        let output = self.bump(version);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        for text in says {
            assert!(said.contains(text), "expected {text:?} in:\n{said}");
        }
    }
}

/// A toolchain that is installed here: the one that runs this test, as rustup names it.
fn installed() -> Option<String> {
    let name = std::env::var("RUSTUP_TOOLCHAIN").ok();
    if name.is_none() {
        eprintln!("SKIPPED: no rustup runs this test");
    }
    name
}

#[test]
fn a_changed_file_is_not_written_over() {
    let repository = Repository::new();
    repository.write("README.md", "mine\n");
    repository.write("new.txt", "mine\n");
    repository.refuses(
        "nightly",
        &["README.md, new.txt", "next: commit or stash them"],
    );
    assert_eq!(repository.read("README.md"), "mine\n");
    assert!(repository.read("rust-toolchain.toml").contains("\"1.1.0\""));
}

#[test]
fn a_toolchain_that_is_not_there_is_said_with_what_to_run() {
    if installed().is_none() {
        return;
    }
    let repository = Repository::new();
    repository.refuses(
        "1.0.99",
        &[
            "1.0.99 is not installed",
            "next: rustup toolchain install 1.0.99",
        ],
    );
    for name in ["../x", "a b", ""] {
        repository.refuses(name, &["is no name of a toolchain"]);
    }
    assert!(repository.read("rust-toolchain.toml").contains("\"1.1.0\""));
}

#[test]
fn figures_of_another_machine_are_not_replaced() {
    let Some(version) = installed() else { return };
    let repository = Repository::new();
    let record = repository.read("book/measurements.json");
    let other = record.replace("\"target\": \"", "\"target\": \"other-");
    repository.write("book/measurements.json", &other);
    repository.commit();
    repository.refuses(&version, &["the figures are of other-"]);
    assert!(repository.read("rust-toolchain.toml").contains("\"1.1.0\""));
}

#[test]
fn a_step_that_failed_is_named_and_is_the_first_of_the_next_run() {
    let Some(version) = installed() else { return };
    let repository = Repository::new();
    let begun = repository.bump(&version);
    let said = String::from_utf8_lossy(&begun.stderr);
    if said.contains("the figures are of") {
        eprintln!("SKIPPED: the figures are of another machine");
        return;
    }
    assert_eq!(begun.status.code(), Some(2), "{said}");
    // There is no runner in this repository.
    assert!(said.contains("the step `measurements` failed"), "{said}");
    assert!(said.contains("then goes on with this step"), "{said}");
    let pin = repository.read("rust-toolchain.toml");
    assert!(pin.contains(&version), "{pin}");

    // It knows what it wrote, and what the failed step may have written.
    let record = repository.read("book/measurements.json");
    repository.write("book/measurements.json", &(record + "\n"));
    let again = repository.bump(&version);
    let printed = String::from_utf8_lossy(&again.stdout);
    assert!(
        printed.contains("pin, which compiler it is: done before"),
        "{printed}"
    );
    assert!(String::from_utf8_lossy(&again.stderr).contains("the step `measurements` failed"));

    // A person's change is not its own, and another bump does not take this one over.
    repository.write("README.md", "mine\n");
    repository.refuses(&version, &["README.md", "commit or stash"]);
    repository.write("README.md", "a\n");
    repository.refuses(
        "1.0.99",
        &[&format!("a bump to {version}"), "git restore ."],
    );
    repository.write("rust-toolchain.toml", "mine\n");
    repository.refuses(&version, &["rust-toolchain.toml"]);

    // Given up, it begins anew.
    repository.git(&["restore", "."]);
    let anew = repository.bump(&version);
    let printed = String::from_utf8_lossy(&anew.stdout);
    assert!(!printed.contains("done before"), "{printed}");
}
