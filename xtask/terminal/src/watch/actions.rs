//! What keys do. In: a key. Out: what it asked for, or a question.

use crate::watch::check::{self, Ended};
use crate::watch::keys::{self, Key};
use crate::watch::{Flow, Watcher, watch};

/// How many keys wait for a check to end.
const WAITING_KEYS: usize = 4;

/// What the next key answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// Nothing.
    None,
    /// Whether to put the starter back.
    Reset,
}

impl Watcher {
    /// Does what a key asks for, now or when a running check has ended.
    pub(super) fn press(&mut self, key: Key) -> Flow {
        if key == Key::Quit {
            return Flow::Leave;
        }
        if self.check.is_some() {
            // Its output and that of a command would mix.
            if !matches!(key, Key::Other | Key::Yes) && self.keys.len() < WAITING_KEYS {
                self.keys.push(key);
            }
            return Flow::Continue;
        }
        match (self.question, key) {
            (Question::Reset, key) => {
                self.question = Question::None;
                self.screen.clear();
                match key {
                    Key::Yes => self.command(&["reset", &self.exercise.id.clone()]),
                    _ => self.screen.say("The file stays as it is."),
                }
            }
            (Question::None, Key::Hint) => self.command(&["hint", &self.exercise.id.clone()]),
            (Question::None, Key::List) => self.command(&["list"]),
            (Question::None, Key::Keys) => self.screen.say(keys::HELP),
            (Question::None, Key::Reset) => self.question = Question::Reset,
            (Question::None, Key::Explain) => {
                let words = check::explain(&self.exercise);
                self.start(words);
            }
            (Question::None, Key::Next) => self.go_on(),
            (Question::None, Key::Other | Key::Yes | Key::Quit) => return Flow::Continue,
        }
        self.redraw();
        Flow::Continue
    }

    /// Runs a command that needs no compiler.
    fn command(&mut self, words: &[&str]) {
        self.screen.clear();
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        if let Ended::Failed(failure) = check::run(self.learner.colour(), words) {
            eprintln!("error: {failure}");
        }
    }

    /// Goes on with the next exercise that does not pass yet.
    fn go_on(&mut self) {
        let Some(next) = self.learner.next(&self.exercise) else {
            self.screen.say("No other exercise is left to do.");
            return;
        };
        self.changes = watch(&next, self.notice, &self.tell);
        self.exercise = next;
        self.begin();
    }
}
