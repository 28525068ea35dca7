//! A copy of the workbook to take times in. In: the workbook. Out: seconds of
//! commands that run in the copy, so that the learner's files stay as they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::pipe::compiler::{self, Compiler};
use crate::pipe::settings::Settings;
use crate::pipe::stage::Author;
use crate::process;
use crate::workbook::{Build, Exercise, Workbook};

/// Which edit this is; no two are the same text.
#[derive(Clone, Copy)]
pub struct Edit {
    pub round: usize,
    pub turn: usize,
}

/// A copy of the workbook with build products of its own.
pub struct Clone {
    /// Its folder.
    pub root: PathBuf,
    /// How a check compiles.
    settings: Settings,
}

impl Clone {
    /// Copies all but build products and the learner's state.
    pub fn make(workbook: &Workbook, folder: &Path) -> Result<Self, Failure> {
        let root = folder.join("workbook");
        copy(&workbook.root, &root).map_err(|error| Failure::io("copy into", &root, &error))?;
        let settings = Settings::of(workbook, &Compiler::of(workbook)?, &root, Build::Release)?;
        Ok(Clone { root, settings })
    }

    /// Both builds once, so that only the edited crate is left to compile.
    pub fn warm_up(&self, workbook: &Workbook, exercise: &Exercise) -> Result<(), Failure> {
        for turn in [2, 3] {
            self.edit(
                workbook,
                exercise,
                Edit {
                    round: usize::MAX,
                    turn,
                },
            )?;
            self.timed(&["xtask", "check", &exercise.id])?;
            self.bare_build(&exercise.name)?;
        }
        Ok(())
    }

    /// Puts the starter and the solution in turn in the learner's place, with a
    /// line that no edit before had.
    pub fn edit(
        &self,
        workbook: &Workbook,
        exercise: &Exercise,
        edit: Edit,
    ) -> Result<(), Failure> {
        let author = if edit.round.is_multiple_of(2) {
            Author::Reference
        } else {
            Author::Starter
        };
        let from = author.source(workbook, exercise);
        let text = fs::read_to_string(&from).map_err(|e| Failure::io("read", &from, &e))?;
        let path = self
            .root
            .join("exercises")
            .join(&exercise.name)
            .join("src/lib.rs");
        let Edit { round, turn } = edit;
        let text = format!(
            "{text}\n/// Changes with every edit.\npub fn edit() -> &'static str {{\n    \"{round}.{turn}\"\n}}\n"
        );
        fs::write(&path, text).map_err(|error| Failure::io("write", &path, &error))
    }

    /// Puts the starter of every exercise in the learner's place.
    pub fn start_over(&self, workbook: &Workbook) -> Result<(), Failure> {
        for exercise in &workbook.exercises {
            let from = exercise.starter_file();
            let to = self
                .root
                .join("exercises")
                .join(&exercise.name)
                .join("src/lib.rs");
            fs::copy(&from, &to).map_err(|error| Failure::io("write", &to, &error))?;
        }
        Ok(())
    }

    /// Seconds that cargo takes for this.
    pub fn timed(&self, words: &[&str]) -> Result<f64, Failure> {
        let mut cargo = compiler::cargo();
        cargo.args(words);
        self.time(&mut cargo)
    }

    /// Seconds that a build of this package takes, compiled as a check compiles.
    pub fn bare_build(&self, package: &str) -> Result<f64, Failure> {
        let mut cargo = self.settings.cargo();
        cargo.args(["build", "--package", package]);
        self.settings.apply(&mut cargo);
        self.time(&mut cargo)
    }

    fn time(&self, cargo: &mut Command) -> Result<f64, Failure> {
        cargo
            .current_dir(&self.root)
            .env_remove("CARGO_TARGET_DIR")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let start = Instant::now();
        // A starter is red, so the exit code says nothing here.
        let status = process::status(cargo, &Interrupt::NEVER)?;
        let seconds = start.elapsed().as_secs_f64();
        match status.code() {
            Some(0 | 1) => Ok(seconds),
            _ => Err(Failure::new(format!("{cargo:?} ended with {status}"))),
        }
    }
}

/// Copies a folder without build products, version control and the learner's state.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if ["target", ".git", ".workbook"]
            .iter()
            .any(|skipped| name == *skipped)
        {
            continue;
        }
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy(&entry.path(), &to.join(name))?;
        } else if kind.is_file() {
            fs::copy(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}
