//! What the compiler said of code. In: its messages, and which files it read. Out: a
//! verdict on code that it refused, or what else was at fault.
//!
//! Both who calls cargo and who calls the compiler itself judge by these rules.

use std::path::{Path, PathBuf};

use launch::dep_info;
use serde::Deserialize;

use crate::machine;
use crate::pipe::grade::Verdict;
use crate::text::without_colour;

/// One message of the compiler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The package it is about.
    pub package: String,
    /// Whether it stops the build.
    pub is_error: bool,
    /// `E0515`, or the name of a lint.
    pub code: Option<String>,
    /// The message as the compiler prints it.
    pub rendered: String,
}

impl Diagnostic {
    /// Whether this is about a disk, a folder, a linker or a library, and not about a line
    /// of code. Messages about code quote it, so their words prove nothing.
    pub fn is_trouble_with_the_machine(&self) -> bool {
        let has_place = self.rendered.contains("--> ");
        let is_told = self.code.is_none() && !has_place && machine::is_at_fault(&self.rendered);
        is_told || self.misses_a_library()
    }

    /// Whether a harness is without a library that it names. Its libraries are the
    /// workbook's, and the code under test is compiled already: if one is not there, or is
    /// another than the others were compiled with, that is nobody's code.
    fn misses_a_library(&self) -> bool {
        let is_harness = self.package.ends_with("-harness");
        let codes = ["E0460", "E0461", "E0462", "E0463", "E0514", "E0519"];
        is_harness
            && self
                .code
                .as_deref()
                .is_some_and(|code| codes.contains(&code))
    }

    /// Whether the compiler refused something that the rules of the workbook forbid.
    pub fn breaks_a_rule(&self) -> bool {
        self.is_error
            && (matches!(self.code.as_deref(), Some("unsafe_code" | "E0453"))
                || (self.code.is_none()
                    && self.package.ends_with("-harness")
                    && self.rendered.contains("#[global_allocator]")))
    }
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
        let code = self.code.map(|code| code.code);
        // The lines of a harness are not the learner's, and tell nothing.
        let rendered = match code.is_some() && package.ends_with("-harness") {
            true => of_harness(&rendered),
            false => rendered,
        };
        Some(Diagnostic {
            package: package.to_owned(),
            is_error: self.level.starts_with("error"),
            code,
            rendered,
        })
    }
}

/// What the compiler says of a harness that cannot use the code under test, without the
/// harness's lines.
fn of_harness(rendered: &str) -> String {
    let plain = without_colour(rendered);
    let mut lines = plain.lines();
    let first = lines.next().unwrap_or_default();
    let (_, what) = first.split_once(": ").unwrap_or(("", first));
    let pair = lines.find_map(|line| line.trim_start().strip_prefix("= note: expected "));
    let found = lines.find_map(|line| line.trim_start().strip_prefix("found "));
    let types = pair
        .zip(found)
        .map(|(expected, found)| format!(": expected {}, found {}", expected.trim(), found.trim()));
    format!(
        "error: the harness cannot use this file: {what}{}",
        types.unwrap_or_default()
    )
}

/// What stood in the way of code that did not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault<'d> {
    /// The code, which gets this verdict.
    Code(Verdict),
    /// The machine, of which this message tells.
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
    let mut files = dep_info::sources(&rules).into_iter();
    files.find(|file| !own.contains(&file.as_path()))
}

/// What is said of a file that takes in another one.
pub fn takes_in(shown: &str, other: &str) -> String {
    format!("{shown} takes in another file, {other}: the exercise is one file")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the compiler says of a package.
    fn said(package: &str, rendered: &str) -> String {
        let message = CompilerMessage {
            rendered: Some(rendered.to_owned()),
            level: "error".to_owned(),
            code: Some(Code {
                code: "E0308".to_owned(),
            }),
        };
        let diagnostic = message.into_diagnostic(package);
        diagnostic.expect("a diagnostic").rendered
    }

    #[test]
    fn of_a_harness_that_cannot_use_a_file_no_line_of_the_harness_is_told() {
        let rendered = "\x1b[1merror[E0308]\x1b[0m: mismatched types\n  --> src/main.rs:7:9\n   |\n\
                        7  |     let function: fn() = report;\n   = note: expected fn pointer `fn()`\n                 \
                        found fn item `fn(u8) {report}`\n";
        assert_eq!(
            said("ex7-learner-harness", rendered),
            "error: the harness cannot use this file: mismatched types: expected fn pointer \
             `fn()`, found fn item `fn(u8) {report}`"
        );
        let bound = "error[E0277]: `Name` is no text of the standard library\n --> src/main.rs\n";
        assert_eq!(
            said("ex7-file-harness", bound),
            "error: the harness cannot use this file: `Name` is no text of the standard library"
        );
        assert_eq!(said("ex7-learner", rendered), rendered);
    }

    #[test]
    fn a_library_that_a_harness_misses_is_nobodys_code() {
        let error = |package: &str, code: &str| Diagnostic {
            package: package.to_owned(),
            is_error: true,
            code: Some(code.to_owned()),
            rendered: "error: can't find crate for `meter`\n --> src/main.rs:6:5\n".to_owned(),
        };
        let types = error("ex3-learner-harness", "E0308");
        let missing = error("ex3-learner-harness", "E0463");
        let refused = Fault::Code(Verdict::DidNotCompile);
        assert_eq!(Fault::of(std::slice::from_ref(&types)), refused);
        assert_eq!(
            Fault::of(&[types, missing.clone()]),
            Fault::Machine(&missing)
        );
        // Who names a library that no exercise has.
        assert_eq!(Fault::of(&[error("ex3-learner", "E0463")]), refused);
    }
}
