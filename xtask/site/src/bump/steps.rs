//! The steps of a bump, in their order. In: the repository and the new toolchain. Out:
//! files that say what is true under it. Each step can be run again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::failure::Failure;
use xtask::interrupt::Interrupt;
use xtask::process;

use super::pin;
use super::toolchain::Toolchain;
use crate::context::{Context, ensure};

/// What every step needs.
#[derive(Debug)]
pub struct Bump<'a> {
    /// The repository.
    pub root: &'a Path,
    /// The compiler that it is brought to.
    pub version: &'a str,
    /// The same, as it is installed.
    pub toolchain: Toolchain<'a>,
}

/// One step.
pub struct Step {
    /// Its name, for people and in the state.
    pub name: &'static str,
    /// What it is about.
    pub about: &'static str,
    /// The files that it writes, by the beginnings of their paths.
    pub writes: &'static [&'static str],
    /// What to do when it fails.
    pub next: &'static str,
    /// Does it.
    pub run: fn(&Bump<'_>) -> Result<(), Failure>,
}

impl Step {
    /// Whether a file is one of those that it writes.
    pub fn writes(&self, path: &str) -> bool {
        self.writes.iter().any(|start| path.starts_with(start))
    }
}

/// Where `rust-toolchain.toml` and `Cargo.toml` say which compiler it is.
pub const PIN: &str = "rust-toolchain.toml";
const MANIFEST: &str = "Cargo.toml";
/// The figures of the book.
pub const MEASUREMENTS: &str = "book/measurements.json";
/// The files and functions of the standard library.
const LIBRARY: &str = "xtask/explain/src/standard_library.txt";
/// What explain's tests read.
pub const PROFILES: &str = "xtask/explain/tests/profiles";
/// What the runner's tests compare.
pub const GOLDEN: &str = "xtask/tests/golden";
const README: &str = "README.md";

/// All of them.
pub const STEPS: &[Step] = &[
    Step {
        name: "pin",
        about: "which compiler it is",
        writes: &[PIN, MANIFEST],
        next: "look at the file that is named",
        run: write_pin,
    },
    Step {
        name: "measurements",
        about: "the exact figures of the book",
        writes: &[MEASUREMENTS, "Cargo.lock"],
        next: "where the new compiler refuses something, mend that and commit it",
        run: measure,
    },
    Step {
        name: "library",
        about: "the functions of the standard library",
        writes: &[LIBRARY],
        next: "see the head of xtask/explain/examples/standard_library.rs",
        run: write_library,
    },
    Step {
        name: "profiles",
        about: "the recorded profiles of starters, references, listings and samples",
        writes: &[PROFILES],
        next: "`cargo xtask check` and `cargo xtask check --solutions` say more",
        run: record,
    },
    Step {
        name: "goldens",
        about: "what checks print",
        writes: &[GOLDEN, README],
        next: "see the test that failed: it says more than that a text differs",
        run: write_goldens,
    },
    Step {
        name: "explain",
        about: "whether explain still says of recordings what a person wrote down",
        writes: &[],
        next: "teach xtask/explain/src/operation/table.rs the new names, and commit that",
        run: |bump| bump.cargo(&["test", "--quiet", "--package", "explain"]),
    },
];

impl Bump<'_> {
    /// Runs cargo of the new toolchain, which must succeed.
    fn cargo(&self, words: &[&str]) -> Result<(), Failure> {
        let mut cargo = self.toolchain.program("cargo");
        run(cargo.args(words))
    }

    /// A check under the new toolchain. That something does not pass is no failure.
    fn check(&self, words: &[&str]) -> Result<(), Failure> {
        let mut cargo = self.toolchain.program("cargo");
        cargo.args(["xtask", "check", "--json"]).args(words);
        let output = process::output(&mut cargo)?;
        ensure(matches!(output.status.code(), Some(0 | 1)), || {
            let said = String::from_utf8_lossy(&output.stderr);
            format!("{cargo:?} ended with {}\n{said}", output.status)
        })
    }

    /// Writes a file anew.
    fn rewrite(
        &self,
        file: &str,
        wanted: &str,
        change: impl FnOnce(&str) -> Option<String>,
    ) -> Result<(), Failure> {
        let path = self.root.join(file);
        let text = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
        let new = change(&text)
            .with_context(|| format!("{file}: expected a line `{wanted} = \"…\"`, found none"))?;
        write(&path, &new)
    }
}

/// Only what changes is written: cargo compares times.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text).map_err(|error| Failure::io("write", path, &error))
}

fn run(command: &mut Command) -> Result<(), Failure> {
    let status = process::status(command, &Interrupt::NEVER)?;
    ensure(status.success(), || {
        format!("{command:?} ended with {status}")
    })
}

fn write_pin(bump: &Bump<'_>) -> Result<(), Failure> {
    let version = bump.version;
    bump.rewrite(PIN, "channel", |text| pin::with_channel(text, version))?;
    bump.rewrite(MANIFEST, "rust-version", |text| {
        pin::with_rust_version(text, version)
    })
}

/// This very program measures: only what it weighs has to be compiled by the new compiler.
fn measure(bump: &Bump<'_>) -> Result<(), Failure> {
    let own = std::env::current_exe().context("this program has no file any more")?;
    let mut measure = bump.toolchain.program(&own);
    run(measure.args(["measure", "--exact"]))
}

fn write_library(bump: &Bump<'_>) -> Result<(), Failure> {
    let table = bump.root.join(LIBRARY);
    let mut cargo = bump.toolchain.program("cargo");
    cargo
        .args(["run", "--quiet", "--package", "explain"])
        .args(["--example", "standard_library", "--"])
        .arg(bump.toolchain.library()?)
        .arg(&table);
    match hashbrown(bump) {
        Some(sources) => {
            cargo.arg(sources);
        }
        None => println!(
            "  the sources of {} are not on this machine: its functions stay as they are",
            bump.toolchain.hashbrown().as_deref().unwrap_or("hashbrown")
        ),
    }
    let text = process::stdout(&mut cargo)?;
    write(&table, &text)
}

/// The sources of the hashbrown of which the standard library makes its maps.
fn hashbrown(bump: &Bump<'_>) -> Option<PathBuf> {
    let folder = bump.toolchain.hashbrown()?;
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")))?;
    let registries = fs::read_dir(home.join("registry/src")).ok()?;
    let mut found = registries.filter_map(|entry| Some(entry.ok()?.path().join(&folder)));
    Some(found.find(|path| path.is_dir())?.join("src"))
}

fn record(bump: &Bump<'_>) -> Result<(), Failure> {
    bump.check(&[])?;
    bump.check(&["--solutions"])?;
    bump.cargo(&[
        "run",
        "--quiet",
        "--release",
        "--package",
        "explain",
        "--example",
        "record",
    ])
}

fn write_goldens(bump: &Bump<'_>) -> Result<(), Failure> {
    for (test, filter) in [
        ("attempts", "every_attempt_gets_its_verdict"),
        ("tidy", "the_readme_shows_what_is_printed"),
    ] {
        let mut cargo = bump.toolchain.program("cargo");
        cargo
            .args([
                "test",
                "--quiet",
                "--package",
                "xtask",
                "--test",
                test,
                filter,
            ])
            .env("UPDATE_GOLDEN", "1");
        run(&mut cargo)?;
    }
    Ok(())
}
