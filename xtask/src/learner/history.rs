//! What the learner did. In: events. Out: `.workbook/history.jsonl`, and what
//! can be read from it.
//!
//! The file only ever grows, a line at a time, each written in one step. A line
//! that cannot be read is named and skipped; it stays as it is.

use std::fs::{self, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::learner::event::{Attempt, Event, Found, Prediction};
use crate::schema::Schema;

/// A line of the file.
#[derive(Serialize, Deserialize)]
struct Line {
    /// Seconds since 1970.
    time: u64,
    /// Lines without a number are of the first.
    #[serde(default)]
    schema: Schema<3>,
    #[serde(flatten)]
    event: Event,
}

/// The file and what it holds.
#[derive(Debug)]
pub struct History {
    folder: PathBuf,
    /// All that could be read, oldest first.
    pub events: Vec<Event>,
    /// Numbers of lines that could not be read.
    damaged: Vec<usize>,
}

impl History {
    /// Reads what there is. Nothing there is no failure.
    pub fn read(root: &Path) -> Result<Self, Failure> {
        let folder = root.join(".workbook");
        let path = folder.join("history.jsonl");
        if path.exists() && !path.is_file() {
            return Err(
                Failure::new(format!("{} is not a regular file", path.display()))
                    .next("move it away; the next check makes a new one"),
            );
        }
        let text = match fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Failure::io("read", &path, &error)),
        };
        let mut events = Vec::new();
        let mut damaged = Vec::new();
        for (index, line) in text.lines().enumerate() {
            match serde_json::from_str::<Line>(line) {
                Ok(line) => events.push(line.event),
                Err(_) if line.trim().is_empty() => {}
                Err(_) => damaged.push(index + 1),
            }
        }
        Ok(History {
            folder,
            events,
            damaged,
        })
    }

    /// What to tell about lines that could not be read.
    pub fn warning(&self) -> Option<String> {
        let lines: Vec<String> = self.damaged.iter().map(usize::to_string).collect();
        (!lines.is_empty()).then(|| {
            format!(
                ".workbook/history.jsonl: skipped what cannot be read, line {}; \
                 the file was left as it is",
                lines.join(", ")
            )
        })
    }

    /// The folder for all that is the learner's.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Adds an event, here and in the file.
    pub fn add(&mut self, event: Event) -> Result<(), Failure> {
        let path = self.folder.join("history.jsonl");
        let time = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        let line = Line {
            time,
            schema: Schema,
            event,
        };
        append(&path, &line).map_err(|error| Failure::io("write", &path, &error))?;
        self.events.push(line.event);
        Ok(())
    }

    /// All predictions, oldest first.
    pub fn predictions(&self) -> impl DoubleEndedIterator<Item = &Prediction> {
        self.events.iter().filter_map(|event| match event {
            Event::Prediction(prediction) => Some(prediction),
            _ => None,
        })
    }

    /// All answers to one question, oldest first.
    pub fn predictions_of<'h>(&'h self, id: &str) -> impl Iterator<Item = &'h Prediction> {
        self.predictions()
            .filter(move |prediction| prediction.id == id)
    }

    /// All gradings of an exercise, oldest first.
    pub fn attempts<'h>(&'h self, id: &str) -> impl DoubleEndedIterator<Item = &'h Attempt> {
        self.events.iter().filter_map(move |event| match event {
            Event::Check(attempt) if attempt.id == id => Some(attempt),
            _ => None,
        })
    }

    /// The best grading of an exercise; the first of equals.
    pub fn best(&self, id: &str) -> Option<&Attempt> {
        self.attempts(id)
            .reduce(|best, next| if next.beats(best) { next } else { best })
    }

    /// The latest grading of an exercise.
    pub fn latest(&self, id: &str) -> Option<&Attempt> {
        self.attempts(id).next_back()
    }

    /// The starter of an exercise that the learner knows, if that was noted.
    pub fn starter(&self, id: &str) -> Option<&str> {
        self.starters(id).next_back()
    }

    /// All starters of an exercise that the learner came to know, in that order.
    pub fn starters<'h>(&'h self, id: &str) -> impl DoubleEndedIterator<Item = &'h str> {
        self.events.iter().filter_map(move |event| match event {
            Event::Starter { id: of, text } if of == id => Some(text.as_str()),
            _ => None,
        })
    }

    /// Whether anything was done with this exercise.
    pub fn knows(&self, id: &str) -> bool {
        self.events.iter().any(|event| match event {
            Event::Check(attempt) => attempt.id == id,
            Event::Hint { id: of, .. }
            | Event::Reset { id: of }
            | Event::Starter { id: of, .. } => of == id,
            // It is about a listing of the book.
            Event::Prediction(_) => false,
        })
    }

    /// The highest level of a hint that was shown since the last reset; 0 for none.
    pub fn hint_level(&self, id: &str, part: &str) -> usize {
        self.events.iter().fold(0, |level, event| match event {
            Event::Hint {
                id: i,
                part: p,
                level: shown,
            } if i == id && p == part => level.max(*shown),
            Event::Reset { id: i } if i == id => 0,
            _ => level,
        })
    }

    /// The costliest finding of the latest check of a part.
    pub fn finding(&self, id: &str, part: &str) -> Option<&Found> {
        let mut latest = None;
        for event in &self.events {
            match event {
                Event::Check(attempt) if attempt.id == id => {
                    let part = attempt.parts.get(part);
                    latest = part.and_then(|part| part.finding.as_ref());
                }
                Event::Reset { id: i } if i == id => latest = None,
                _ => {}
            }
        }
        latest
    }
}

/// Appends one line in one write, after whatever a write that broke off left.
fn append(path: &Path, line: &Line) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new()
        .create(true)
        .read(true)
        .append(true)
        .open(path)?;
    let mut text = serde_json::to_string(line)? + "\n";
    if !ends_with_newline(&mut file)? {
        text.insert(0, '\n');
    }
    file.write_all(text.as_bytes())?;
    file.sync_data()
}

fn ends_with_newline(file: &mut fs::File) -> std::io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learner::event::{Measured, PartAttempt};
    use crate::pipe::explain::Charge;
    use crate::pipe::grade::Verdict;
    use explain::growth::Growth;
    use explain::profile::Cost;
    use meter_report::Counts;

    fn attempt(verdict: Verdict, parts: &[(&str, Verdict, u64)]) -> Event {
        let parts = parts.iter().map(|(name, verdict, allocations)| {
            let counts = Counts {
                allocations: *allocations,
                ..Counts::default()
            };
            let part = PartAttempt {
                verdict: *verdict,
                matches_reference: false,
                counts: Some(counts),
                finding: (*verdict == Verdict::OverBudget).then(|| {
                    Found::Measured(Measured {
                        rule: "text-copy-per-item".to_owned(),
                        line: Some(7),
                        call: "to_string".to_owned(),
                        charge: Charge::Made,
                        items: 512,
                        cost: Cost {
                            blocks: 512,
                            bytes: 7_168,
                            ..Cost::default()
                        },
                        growth: Growth::PerItem {
                            fixed: 0.0,
                            each: 1.0,
                        },
                    })
                }),
            };
            ((*name).to_owned(), part)
        });
        Event::Check(Attempt {
            compiler: None,
            id: "ex3".to_owned(),
            verdict,
            seed: 1,
            parts: parts.collect(),
        })
    }

    #[test]
    fn remembers_the_best_and_the_latest() {
        let root = tempfile::tempdir().expect("a scratch folder");
        let mut history = History::read(root.path()).expect("an empty history");
        for event in [
            attempt(Verdict::OverBudget, &[("a", Verdict::OverBudget, 9)]),
            attempt(Verdict::Pass, &[("a", Verdict::Pass, 1)]),
            attempt(Verdict::OverBudget, &[("a", Verdict::OverBudget, 5)]),
        ] {
            history.add(event).expect("it is written");
        }
        let again = History::read(root.path()).expect("it is read");
        assert_eq!(again.attempts("ex3").count(), 3);
        assert_eq!(again.best("ex3").map(|a| a.verdict), Some(Verdict::Pass));
        assert_eq!(again.latest("ex4"), None);
        assert_eq!(again.warning(), None);
    }

    /// An attempt that is told from others by its seed.
    fn graded(seed: u64, verdict: Verdict, parts: &[(&str, Verdict, bool)]) -> Event {
        let parts = parts.iter().map(|(name, verdict, matches_reference)| {
            let part = PartAttempt {
                verdict: *verdict,
                matches_reference: *matches_reference,
                counts: None,
                finding: None,
            };
            ((*name).to_owned(), part)
        });
        Event::Check(Attempt {
            compiler: None,
            id: "ex3".to_owned(),
            verdict,
            seed,
            parts: parts.collect(),
        })
    }

    #[test]
    fn the_best_passes_then_has_most_parts_then_is_nearest_to_the_reference_then_came_first() {
        use Verdict::{OverBudget, Pass, WrongAnswer};
        let root = tempfile::tempdir().expect("a scratch folder");
        let mut history = History::read(root.path()).expect("an empty history");
        assert_eq!(history.best("ex3"), None);
        for (verdict, parts, best) in [
            (
                OverBudget,
                [("a", OverBudget, false), ("b", OverBudget, false)],
                0,
            ),
            // No part passes in either.
            (
                WrongAnswer,
                [("a", WrongAnswer, false), ("b", WrongAnswer, false)],
                0,
            ),
            (
                OverBudget,
                [("a", Pass, false), ("b", OverBudget, false)],
                2,
            ),
            (
                OverBudget,
                [("a", OverBudget, false), ("b", Pass, false)],
                2,
            ),
            (OverBudget, [("a", Pass, true), ("b", OverBudget, false)], 4),
            (Pass, [("a", Pass, false), ("b", Pass, false)], 5),
            (OverBudget, [("a", Pass, true), ("b", OverBudget, true)], 5),
            (Pass, [("a", Pass, false), ("b", Pass, true)], 7),
            (Pass, [("a", Pass, true), ("b", Pass, false)], 7),
        ] {
            let seed = history.events.len() as u64;
            history
                .add(graded(seed, verdict, &parts))
                .expect("it is written");
            let found = history.best("ex3").map(|attempt| attempt.seed);
            assert_eq!(found, Some(best), "after number {seed}");
        }
    }

    #[test]
    fn a_damaged_line_is_named_and_kept() {
        let root = tempfile::tempdir().expect("a scratch folder");
        let path = root.path().join(".workbook/history.jsonl");
        let mut history = History::read(root.path()).expect("an empty history");
        let first = attempt(Verdict::Pass, &[]);
        history.add(first.clone()).expect("it is written");
        let torn = "{\"time\":1,\"event\":\"che";
        let mut file = OpenOptions::new()
            .append(true)
            .open(&path)
            .expect("the file");
        file.write_all(torn.as_bytes()).expect("it is written");

        let mut history = History::read(root.path()).expect("it is read");
        assert!(history.warning().is_some_and(|w| w.contains("line 2")));
        history.add(first).expect("it is written");
        let text = fs::read_to_string(&path).expect("the file");
        assert!(text.contains(torn), "nothing is overwritten: {text}");
        let again = History::read(root.path()).expect("it is read");
        assert_eq!(again.attempts("ex3").count(), 2);
    }

    #[test]
    fn hints_start_over_after_a_reset() {
        let root = tempfile::tempdir().expect("a scratch folder");
        let mut history = History::read(root.path()).expect("an empty history");
        let (id, part) = ("ex3".to_owned(), "a".to_owned());
        for level in [1, 2] {
            let (id, part) = (id.clone(), part.clone());
            history
                .add(Event::Hint { id, part, level })
                .expect("it is written");
        }
        assert_eq!(history.hint_level("ex3", "a"), 2);
        assert_eq!(history.hint_level("ex3", "b"), 0);
        history.add(Event::Reset { id }).expect("it is written");
        assert_eq!(history.hint_level("ex3", "a"), 0);
    }

    #[test]
    fn the_finding_is_that_of_the_latest_check() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let mut history = History::read(folder.path()).expect("a history");
        let hint = |level| Event::Hint {
            id: "ex3".to_owned(),
            part: "a".to_owned(),
            level,
        };
        let over = || attempt(Verdict::OverBudget, &[("a", Verdict::OverBudget, 9)]);
        let passes = attempt(Verdict::Pass, &[("a", Verdict::Pass, 1)]);
        let reset = Event::Reset {
            id: "ex3".to_owned(),
        };
        for (event, is_known) in [
            (over(), true),
            (hint(1), true),
            (hint(0), true),
            (reset, false),
            (over(), true),
            (passes, false),
        ] {
            history.add(event.clone()).expect("it is written");
            let finding = history.finding("ex3", "a");
            assert_eq!(finding.is_some(), is_known, "after {event:?}");
            assert!(history.finding("ex3", "b").is_none());
        }
    }

    /// What an edition wrote, in a workbook of its own.
    fn written_by(edition: &str) -> (tempfile::TempDir, History) {
        let held = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/histories");
        let root = tempfile::tempdir().expect("a scratch folder");
        fs::create_dir(root.path().join(".workbook")).expect("a folder");
        let path = root.path().join(".workbook/history.jsonl");
        fs::copy(held.join(format!("{edition}.jsonl")), path).expect("what it wrote");
        let history = History::read(root.path()).expect("it is read");
        (root, history)
    }

    /// Each file of `tests/histories` was written by an edition that wrote other lines
    /// than the one before, while somebody checked, asked for hints and solved ex3.
    #[test]
    fn whatever_earlier_editions_wrote_is_read() {
        for (edition, events) in [
            ("first", 6),
            ("findings-in-words", 5),
            ("findings-as-facts", 6),
            ("numbered", 6),
        ] {
            let (root, mut history) = written_by(edition);
            assert_eq!(history.warning(), None, "{edition}");
            assert_eq!(history.events.len(), events, "{edition}");
            let best = history.best("ex3").expect("an attempt");
            assert_eq!(best.verdict, Verdict::Pass, "{edition}");
            assert_eq!(best.passed(), 3, "{edition}");
            let first = history.attempts("ex3").next().expect("an attempt");
            let counts = first.parts["parse-users"].counts.expect("counts");
            assert!(counts.allocations > 10_000, "{edition}");
            // No edition before this one counted them.
            assert_eq!(counts.left_bytes, 0, "{edition}");
            // It goes on with lines of this edition.
            let hint = Event::Hint {
                id: "ex3".to_owned(),
                part: "parse-users".to_owned(),
                level: 1,
            };
            history.add(hint).expect("it is written");
            let again = History::read(root.path()).expect("it is read");
            assert_eq!(again.warning(), None, "{edition}");
            assert_eq!(again.events.len(), events + 1, "{edition}");
        }
    }

    #[test]
    fn findings_and_predictions_of_earlier_editions_are_read() {
        let found = |edition: &str| {
            let (_, history) = written_by(edition);
            let first = history.attempts("ex3").next().expect("an attempt");
            first.parts["parse-users"].finding.clone()
        };
        assert_eq!(found("first"), None);
        let words = found("findings-in-words");
        assert!(matches!(words, Some(Found::Worded(words)) if words.line == Some(37)));
        let facts = found("findings-as-facts");
        assert!(matches!(facts, Some(Found::Measured(facts)) if facts.line == Some(37)));
        let numbered = found("numbered");
        assert!(matches!(numbered, Some(Found::Measured(facts)) if facts.line == Some(37)));
        let (_, history) = written_by("findings-in-words");
        let prediction = history.predictions().next().expect("a prediction");
        assert_eq!(prediction.allocations.guess, Some(9));
        assert_eq!(prediction.bytes.guess, None);
    }

    #[test]
    fn a_line_of_a_later_edition_is_named_and_kept() {
        let root = tempfile::tempdir().expect("a scratch folder");
        fs::create_dir(root.path().join(".workbook")).expect("a folder");
        let line = r#"{"time":1,"schema":99,"event":"reset","id":"ex3"}"#;
        let path = root.path().join(".workbook/history.jsonl");
        fs::write(&path, line).expect("it is written");
        let history = History::read(root.path()).expect("it is read");
        assert!(history.warning().is_some_and(|w| w.contains("line 1")));
        assert!(history.events.is_empty());
    }
}
