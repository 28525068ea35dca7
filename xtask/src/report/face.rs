//! Who reads what a command says. In: texts. Out: standard output and standard error, or
//! the screen of the watcher, where keys do what commands do elsewhere.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Who reads.
#[derive(Clone, Debug, Default)]
pub enum Face {
    /// Whoever gave the command, in a terminal or through a pipe.
    #[default]
    CommandLine,
    /// The watcher, which shows the text when all of it is there.
    Watcher(Arc<Told>),
}

/// What the watcher is told.
#[derive(Debug, Default)]
pub struct Told {
    text: Mutex<String>,
    doing: Mutex<String>,
}

impl Told {
    /// All that was said so far.
    pub fn text(&self) -> String {
        lock(&self.text).clone()
    }

    /// What is being done now, as in `weighing 3 of 24`; empty before it is known.
    pub fn doing(&self) -> String {
        lock(&self.doing).clone()
    }

    /// Tells what is being done.
    pub fn does(&self, what: &str) {
        what.clone_into(&mut lock(&self.doing));
    }
}

/// What a reader may want next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish<'a> {
    /// Help with a part.
    Hint {
        /// The exercise.
        id: &'a str,
        /// The part; none for the one that the exercise is at.
        part: Option<&'a str>,
    },
    /// The reference beside the own file.
    Solution(&'a str),
}

impl Face {
    /// Says what was asked for.
    ///
    /// # Panics
    ///
    /// Where standard output takes no more, as `print!` does.
    pub fn print(&self, text: &str) {
        if let Err(error) = self.write(text) {
            panic!("failed printing to stdout: {error}");
        }
    }

    /// The same for whoever holds something that a panic would break.
    ///
    /// # Errors
    ///
    /// Where standard output takes no more.
    pub fn write(&self, text: &str) -> io::Result<()> {
        match self {
            Face::CommandLine => {
                let mut stdout = io::stdout();
                stdout.write_all(text.as_bytes())?;
                stdout.flush()
            }
            Face::Watcher(told) => {
                lock(&told.text).push_str(text);
                Ok(())
            }
        }
    }

    /// Says what went wrong beside it.
    pub fn warn(&self, text: &str) {
        let line = format!("warning: {text}\n");
        match self {
            // A terminal that went away is no reason to stop.
            Face::CommandLine => drop(io::stderr().write_all(line.as_bytes())),
            Face::Watcher(told) => lock(&told.text).push_str(&line),
        }
    }

    /// How to get what is wanted, for the end of a sentence.
    pub fn how(&self, wish: Wish<'_>) -> String {
        match (self, wish) {
            (Face::CommandLine, Wish::Hint { id, part: None }) => format!("cargo xtask hint {id}"),
            (
                Face::CommandLine,
                Wish::Hint {
                    id,
                    part: Some(part),
                },
            ) => {
                format!("cargo xtask hint {id} --part {part}")
            }
            (Face::CommandLine, Wish::Solution(id)) => {
                format!("cargo xtask solution {id} compares your file with the reference")
            }
            (Face::Watcher(_), Wish::Hint { .. }) => "h shows the next hint".to_owned(),
            (Face::Watcher(_), Wish::Solution(_)) => {
                "s compares your file with the reference".to_owned()
            }
        }
    }
}

fn lock(text: &Mutex<String>) -> MutexGuard<'_, String> {
    text.lock().unwrap_or_else(PoisonError::into_inner)
}
