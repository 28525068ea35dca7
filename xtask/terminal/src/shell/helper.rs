//! The prompt's helper. In: a line that is being typed. Out: completions, a
//! suggestion behind the cursor, and its looks.

use std::borrow::Cow;

use clap::Command;
use rustyline::completion::{Completer, FilenameCompleter, Pair};
use rustyline::highlight::Highlighter;
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::validate::Validator;
use rustyline::{Context, Helper};
use xtask::learner::standing::Standing;
use xtask::style::{Role, Style};

use crate::shell::complete::{self, Candidates};

/// What is known while a line is typed.
pub struct Assistant {
    /// All commands.
    pub program: Command,
    /// All exercises, as they were before the prompt.
    pub exercises: Vec<Standing>,
    /// How to print.
    pub style: Style,
    /// Completes names of files.
    pub files: FilenameCompleter,
    /// Suggests lines of the history.
    pub history: HistoryHinter,
}

impl Helper for Assistant {}
impl Validator for Assistant {}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        context: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let before = line.get(..pos).unwrap_or(line);
        match complete::candidates(before, &self.program, &self.exercises) {
            Candidates::File => self.files.complete(line, pos, context),
            Candidates::Words(start, words) => {
                // After the only word that can stand here, another one begins.
                let after = if words.len() == 1 { " " } else { "" };
                let pair = |word: String| Pair {
                    replacement: format!("{word}{after}"),
                    display: word,
                };
                Ok((start, words.into_iter().map(pair).collect()))
            }
        }
    }
}

impl Hinter for Assistant {
    type Hint = String;

    /// The rest of a line of the history, or of the only word that can stand here.
    fn hint(&self, line: &str, pos: usize, context: &Context<'_>) -> Option<String> {
        if pos < line.len() || line.trim().is_empty() {
            return None;
        }
        if let Some(rest) = self.history.hint(line, pos, context) {
            return Some(rest);
        }
        match complete::candidates(line, &self.program, &self.exercises) {
            Candidates::Words(start, words) if start < line.len() => match words.as_slice() {
                // With a quote before it, the word is longer than what it replaces.
                [word] => word
                    .strip_prefix(&line[start..])
                    .filter(|rest| !rest.is_empty())
                    .map(str::to_owned),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Highlighter for Assistant {
    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(self.style.paint(Role::Faint, hint))
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(
        &'s self,
        prompt: &'p str,
        _default: bool,
    ) -> Cow<'b, str> {
        Cow::Owned(self.style.paint(Role::Strong, prompt))
    }
}
