//! A learner's file beside the starters of its exercise. In: the file, the starter of this
//! edition, those of earlier editions, and the history. Out: whether somebody edited the
//! file, and whether the starter changed since; and files that nobody edited, as this
//! edition has them.
//!
//! An edition never changes a `src/lib.rs` that was released, so that a learner's file
//! meets no conflict. It changes `starter.rs` alone.

use std::fs;
use std::path::Path;

use similar::{ChangeTag, TextDiff};

use crate::failure::Failure;
use crate::learner::event::Event;
use crate::learner::file;
use crate::learner::history::History;
use crate::pipe::source::SIZE_LIMIT;
use crate::workbook::{Exercise, Workbook};

/// What a learner's file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Not there, and nothing was done with the exercise: the workbook was handed out
    /// without it.
    NotMade,
    /// The starter of this edition.
    Starter,
    /// The starter of an earlier edition.
    Earlier,
    /// The learner's own, and the starter is the one that they know. Also what cannot be
    /// read, or is gone.
    Edited,
    /// The learner's own, and the starter is another one than they know.
    Outdated(Change),
}

/// How a starter changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The one that the learner knows.
    pub before: String,
    /// The one of this edition.
    pub now: String,
}

impl Change {
    /// The functions that are new, or declared in another way: all up to their bodies.
    pub fn functions(&self) -> Vec<String> {
        let before = functions(&self.before);
        let mut now = functions(&self.now);
        now.retain(|function| !before.contains(function));
        now
    }
}

/// What the learner's file of this exercise is.
pub fn state(exercise: &Exercise, history: &History) -> Result<State, Failure> {
    let starters = Starters::read(exercise)?;
    let path = exercise.learner_file();
    let Some(text) = text_of(&path) else {
        let is_new = !path.exists() && !history.knows(&exercise.id);
        return Ok(match is_new {
            true => State::NotMade,
            false => State::Edited,
        });
    };
    let known = history.starter(&exercise.id);
    if text == starters.now {
        return Ok(State::Starter);
    }
    if known == Some(&text) || starters.earlier.contains(&text) {
        return Ok(State::Earlier);
    }
    let before = known.unwrap_or_else(|| starters.nearest(&text));
    Ok(match before == starters.now || starters.now.is_empty() {
        true => State::Edited,
        false => State::Outdated(Change {
            before: before.to_owned(),
            now: starters.now.clone(),
        }),
    })
}

/// How the starter changed last: since the one that the learner knew before this one, or
/// else since the edition before. None if it never did.
pub fn latest_change(exercise: &Exercise, history: &History) -> Result<Option<Change>, Failure> {
    let Starters { mut earlier, now } = Starters::read(exercise)?;
    let known = history.starters(&exercise.id).rev();
    let before = known.map(str::to_owned).find(|text| *text != now);
    Ok(before
        .or_else(|| earlier.pop())
        .map(|before| Change { before, now }))
}

/// Notes which starter the file comes from, if that was not noted yet.
pub fn note(exercise: &Exercise, history: &mut History) -> Result<(), Failure> {
    let text = match state(exercise, history)? {
        State::Starter => return know(exercise, history),
        State::Outdated(change) if history.starter(&exercise.id).is_none() => change.before,
        State::Edited if history.starter(&exercise.id).is_none() => {
            return know(exercise, history);
        }
        _ => return Ok(()),
    };
    add(exercise, text, history)
}

/// Notes that the learner knows the starter of this edition.
pub fn know(exercise: &Exercise, history: &mut History) -> Result<(), Failure> {
    let now = Starters::read(exercise)?.now;
    if now.is_empty() || history.starter(&exercise.id) == Some(&now) {
        return Ok(());
    }
    add(exercise, now, history)
}

fn add(exercise: &Exercise, text: String, history: &mut History) -> Result<(), Failure> {
    let id = exercise.id.clone();
    history.add(Event::Starter { id, text })
}

/// Puts the starters of this edition where nobody edited anything: in the place of
/// earlier ones, and where there is no file yet. Returns what to tell.
pub fn bring_up_to_date(
    workbook: &Workbook,
    history: &mut History,
) -> Result<Vec<String>, Failure> {
    let (mut made, mut renewed) = (Vec::new(), Vec::new());
    for exercise in &workbook.exercises {
        let path = exercise.learner_file();
        let shown = workbook.shown(&path);
        match state(exercise, history)? {
            State::NotMade => {
                file::make(&path, &starter_bytes(exercise)?)?;
                made.push(shown);
            }
            State::Earlier => {
                file::replace(&path, &starter_bytes(exercise)?)
                    .map_err(|error| Failure::io("write", &path, &error))?;
                renewed.push(shown);
            }
            State::Starter | State::Edited | State::Outdated(_) => continue,
        }
        know(exercise, history)?;
    }
    let say = |what: &str, files: &[String]| {
        (!files.is_empty()).then(|| format!("{what}: {}", files.join(", ")))
    };
    let told = [
        say(
            "nobody had edited these, and they are brought up to this edition",
            &renewed,
        ),
        say("made the files to edit from their starters", &made),
    ];
    Ok(told.into_iter().flatten().collect())
}

fn starter_bytes(exercise: &Exercise) -> Result<Vec<u8>, Failure> {
    let path = exercise.starter_file();
    fs::read(&path).map_err(|error| Failure::io("read", &path, &error))
}

/// The starters of an exercise.
struct Starters {
    /// Of earlier editions, the oldest first.
    earlier: Vec<String>,
    /// Of this edition; empty if it is not there, which others tell.
    now: String,
}

impl Starters {
    fn read(exercise: &Exercise) -> Result<Self, Failure> {
        let read = |path: &Path| {
            let text = text_of(path);
            text.ok_or_else(|| {
                Failure::new(format!("{} cannot be read", path.display()))
                    .next("`git status` shows which files of the workbook were changed")
            })
        };
        let earlier = exercise.earlier_starters();
        Ok(Starters {
            earlier: earlier
                .iter()
                .map(|path| read(path))
                .collect::<Result<_, _>>()?,
            now: text_of(&exercise.starter_file()).unwrap_or_default(),
        })
    }

    /// The starter that has most lines in common with a text; of several, the oldest,
    /// since whoever has a later one had it put there, and that was noted.
    fn nearest(&self, text: &str) -> &str {
        let common = |starter: &str| {
            let changes = TextDiff::from_lines(starter, text);
            let changes = changes.iter_all_changes();
            changes.filter(|c| c.tag() == ChangeTag::Equal).count()
        };
        let mut nearest = (self.now.as_str(), common(&self.now));
        for starter in self.earlier.iter().rev() {
            let lines = common(starter);
            if lines >= nearest.1 {
                nearest = (starter, lines);
            }
        }
        nearest.0
    }
}

/// The text of a file that a learner may have, with the line ends of Unix: git and
/// editors write those that they like.
fn text_of(path: &Path) -> Option<String> {
    let is_fit = |found: &fs::Metadata| found.is_file() && found.len() <= SIZE_LIMIT;
    fs::metadata(path).ok().filter(is_fit)?;
    let text = fs::read_to_string(path).ok()?;
    Some(text.replace("\r\n", "\n"))
}

/// What each public function declares, without its layout.
fn functions(text: &str) -> Vec<String> {
    let starts = text.match_indices("pub fn ").map(|(start, _)| start);
    let is_item = |start: &usize| *start == 0 || text[..*start].ends_with('\n');
    let declared = |start: usize| {
        let end = text[start..].find('{').map_or(text.len(), |at| start + at);
        let words: Vec<&str> = text[start..end].split_whitespace().collect();
        words.join(" ")
    };
    starts.filter(is_item).map(declared).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starters(earlier: &[&str], now: &str) -> Starters {
        Starters {
            earlier: earlier.iter().map(|text| (*text).to_owned()).collect(),
            now: now.to_owned(),
        }
    }

    #[test]
    fn an_edited_file_comes_from_the_starter_that_it_has_most_of() {
        let one = "fn a() {\n    1\n}\n";
        let two = "fn a() {\n    1\n}\n\nfn b() {\n    2\n}\n";
        let both = starters(&[one], two);
        assert_eq!(both.nearest("fn a() {\n    7\n}\n"), one);
        assert_eq!(both.nearest(&two.replace('1', "7")), two);
        assert_eq!(both.nearest("fn other() {}\n"), one, "it says nothing");
        assert_eq!(starters(&[], two).nearest("fn other() {}\n"), two);
    }

    #[test]
    fn functions_that_are_new_or_declared_in_another_way_are_named() {
        let change = Change {
            before: "pub fn a(x: u8) -> u8 {\n}\n\npub fn b() {\n}\n".to_owned(),
            now: "pub fn a(\n    x: u16,\n) -> u8 {\n}\n\npub fn b() {\n    1;\n}\npub fn c() {}\n"
                .to_owned(),
        };
        assert_eq!(
            change.functions(),
            ["pub fn a( x: u16, ) -> u8", "pub fn c()"]
        );
    }
}
