//! The lines that were typed. In: lines. Out: a bounded file in `.workbook`, from
//! which the next prompt begins.
//!
//! It is a convenience: when the file cannot be read or written, that is said once
//! and the prompt goes on without it.

use std::io;
use std::path::PathBuf;

use rustyline::Editor;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;

use crate::shell::helper::Assistant;

/// How many lines are kept.
pub const LIMIT: usize = 1_000;
/// The longest line that is kept.
const LONGEST: usize = 4_096;

/// The file of the lines, as far as it can be used.
pub struct Lines {
    /// None, after the first failure.
    file: Option<PathBuf>,
}

impl Lines {
    /// Fills the editor with what an earlier prompt left.
    pub fn load(folder: PathBuf, editor: &mut Editor<Assistant, DefaultHistory>) -> Self {
        let file = folder.join("shell-history.txt");
        let mut lines = Lines {
            file: Some(file.clone()),
        };
        match file.metadata() {
            Ok(found) if found.is_file() => {
                if let Err(error) = editor.load_history(&file) {
                    lines.give_up("read", &error);
                }
            }
            // A pipe, for one, would keep the reader waiting.
            Ok(_) => lines.give_up("read", &io::Error::other("it is not a regular file")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => lines.give_up("read", &error),
        }
        lines
    }

    /// Adds a line, for the next key press and the next prompt.
    pub fn add(&mut self, line: &str, editor: &mut Editor<Assistant, DefaultHistory>) {
        if line.len() > LONGEST || !matches!(editor.add_history_entry(line), Ok(true)) {
            return;
        }
        let Some(file) = &self.file else {
            return;
        };
        let made = file.parent().map_or(Ok(()), std::fs::create_dir_all);
        let written = made
            .map_err(ReadlineError::from)
            .and_then(|()| editor.append_history(file));
        if let Err(error) = written {
            self.give_up("write", &error);
        }
    }

    fn give_up(&mut self, doing: &str, error: &dyn std::fmt::Display) {
        if let Some(file) = self.file.take() {
            eprintln!(
                "warning: could not {doing} {}: {error}; lines are kept until you leave",
                file.display()
            );
        }
    }
}
