//! Whose fault it is that code did not compile. In: what the compiler said, and which
//! files it read. Out: a verdict on the code, or what else was at fault.
//!
//! Both who calls cargo and who calls the compiler itself judge by these rules.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::pipe::build::{self, Diagnostic};
use crate::pipe::grade::Verdict;

/// What stood in the way of code that did not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault<'d> {
    /// The code, which gets this verdict.
    Code(Verdict),
    /// A disk or a folder, of which this message tells.
    Machine(&'d Diagnostic),
    /// Nothing that the compiler named as an error.
    Unknown,
}

impl<'d> Fault<'d> {
    /// Out of what the compiler said of the code and its harness.
    pub fn of(diagnostics: &'d [Diagnostic]) -> Self {
        let errors = || diagnostics.iter().filter(|diagnostic| diagnostic.is_error);
        if let Some(machine) = errors().find(|error| error.is_trouble_with_the_machine()) {
            return Fault::Machine(machine);
        }
        if errors().any(Diagnostic::breaks_a_rule) {
            Fault::Code(Verdict::Rejected)
        } else if errors().next().is_some() {
            Fault::Code(Verdict::DidNotCompile)
        } else {
            Fault::Unknown
        }
    }
}

/// The exercise is one file: the first file of a library that is none of its `own`
/// names, out of the make rules that the compiler wrote beside the library.
pub fn other_file(dep_info: &Path, own: &[&Path]) -> Option<PathBuf> {
    let rules = std::fs::read_to_string(dep_info).ok()?;
    let mut files = build::sources(&rules).into_iter();
    files.find(|file| !own.contains(&file.as_path()))
}

/// What is said of a file that takes in another one.
pub fn takes_in(shown: &str, other: &str) -> String {
    format!("{shown} takes in another file, {other}: the exercise is one file")
}

/// One message of the compiler, as it writes it with `--error-format=json`.
#[derive(Debug, Deserialize)]
pub struct CompilerMessage {
    rendered: Option<String>,
    level: String,
    code: Option<Code>,
}

#[derive(Debug, Deserialize)]
struct Code {
    code: String,
}

impl CompilerMessage {
    /// What it says of a package; none if it is nothing new.
    pub fn into_diagnostic(self, package: &str) -> Option<Diagnostic> {
        // "aborting due to 2 previous errors" and the like say nothing new.
        let rendered = self
            .rendered
            .filter(|text| self.level != "failure-note" && !text.contains("aborting due to"))?;
        Some(Diagnostic {
            package: package.to_owned(),
            is_error: self.level.starts_with("error"),
            code: self.code.map(|code| code.code),
            rendered,
        })
    }
}
