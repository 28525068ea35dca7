//! What went wrong before any learner's code could be judged. In: a cause.
//! Out: a message that says what was expected, what was found, and what to do.

use std::fmt;
use std::path::Path;

/// A command that could not do its work; it ends with exit code 2.
#[derive(Debug)]
pub struct Failure {
    what: String,
    next: Option<String>,
}

impl Failure {
    /// The command line asks for something that there is not.
    pub fn usage(what: impl Into<String>) -> Self {
        Failure {
            what: what.into(),
            next: None,
        }
    }

    /// The workbook itself is at fault.
    pub fn broken(what: impl Into<String>) -> Self {
        Failure {
            what: what.into(),
            next: None,
        }
    }

    /// A file could not be used.
    pub fn io(doing: &str, path: &Path, error: &std::io::Error) -> Self {
        let failure = Failure::new(format!("could not {doing} {}: {error}", path.display()));
        match error.kind() {
            std::io::ErrorKind::StorageFull => failure.next("free some disk space and try again"),
            std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => {
                failure.next("make it writable and try again")
            }
            _ => failure,
        }
    }

    /// Adds what to do next.
    #[must_use]
    pub fn next(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match &self.next {
            Some(next) => write!(f, "\n  next: {next}"),
            None => Ok(()),
        }
    }
}
