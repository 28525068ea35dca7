//! What went wrong before any learner's code could be judged. In: a cause.
//! Out: a message that says what was expected, what was found, and what to do.

use std::fmt;
use std::path::Path;

use crate::machine;

/// A command that could not do its work; it ends with exit code 2.
#[derive(Clone, Debug)]
pub struct Failure {
    what: String,
    next: Option<String>,
}

impl Failure {
    /// What was expected, and what was found.
    pub fn new(what: impl Into<String>) -> Self {
        Failure {
            what: what.into(),
            next: None,
        }
    }

    /// The system refused something, for this reason.
    pub fn of_system(what: &str, error: impl fmt::Display) -> Self {
        let failure = Failure::new(format!("{what}: {error}"));
        match machine::remedy(&error.to_string()) {
            Some(next) => failure.next(next),
            None => failure,
        }
    }

    /// There can be no more threads.
    pub fn no_thread(error: &std::io::Error) -> Self {
        Failure::of_system("could not start a thread", error)
    }

    /// A file could not be used.
    pub fn io(doing: &str, path: &Path, error: &std::io::Error) -> Self {
        let what = format!("could not {doing} {}", path.display());
        let failure = Failure::of_system(&what, error);
        match error.kind() {
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
