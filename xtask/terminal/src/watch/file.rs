//! The watched file. In: its state, each time somebody looks. Out: whether it is
//! to be checked.
//!
//! A check that is running when the file changes is ended, and another one begins
//! with what is there then. So the last save always has the last word, also when
//! the code of an earlier one never ends.

use std::fs::{self, File, Metadata};
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

/// The most that is read of a file; a check refuses one that is longer.
const READ_LIMIT: u64 = 1 << 20;
/// How long a file may be away or empty: some editors move it away and write a new
/// one, and others empty it first.
pub const PATIENCE: Duration = Duration::from_millis(200);

/// What somebody saw who looked at the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// There is none.
    Missing,
    /// There is one.
    There(Content, Stamp),
}

/// What a file holds; none, if it cannot be read or is no regular file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content(Option<Vec<u8>>);

/// What changes with each save, also with one that leaves the content as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    changed: Option<SystemTime>,
    /// Which file it is.
    number: u64,
}

impl Seen {
    /// Looks at the file.
    pub fn now(path: &Path) -> Self {
        // Before its content: a save in between is seen the next time.
        let Ok(metadata) = fs::metadata(path) else {
            return Seen::Missing;
        };
        let content = match metadata.is_file() {
            true => read(path).ok(),
            // A pipe would keep the reader waiting.
            false => None,
        };
        Seen::There(Content(content), stamp(&metadata))
    }
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut content = Vec::new();
    File::open(path)?
        .take(READ_LIMIT)
        .read_to_end(&mut content)?;
    Ok(content)
}

fn stamp(metadata: &Metadata) -> Stamp {
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(metadata);
    #[cfg(not(unix))]
    let number = 0;
    Stamp {
        length: metadata.len(),
        changed: metadata.modified().ok(),
        number,
    }
}

/// Whether a check is running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checking {
    /// It is, or it ended just now and nobody has looked since.
    Yes,
    /// It is not.
    No,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileAction {
    /// Nothing new.
    Nothing,
    /// Look again after this time.
    LookAgain(Duration),
    /// Check it.
    Check,
    /// Say that it is gone.
    Gone,
    /// Say that it is back, and check it.
    Back,
}

/// What is known of the file.
#[derive(Debug)]
pub struct Tracker {
    /// What was there when the last check began.
    checked: Seen,
    absence: Absence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Absence {
    /// It is there.
    No,
    /// Not there, or empty, since then; nobody was told yet.
    Since(Instant),
    /// The learner was told.
    Told,
}

impl Tracker {
    /// Nothing was checked yet.
    pub fn new() -> Self {
        Tracker {
            checked: Seen::Missing,
            absence: Absence::No,
        }
    }

    /// Remembers what a check that begins now is of.
    pub fn begin(&mut self, seen: Seen) {
        self.checked = seen;
    }

    /// Decides on what somebody saw.
    pub fn look(&mut self, seen: &Seen, now: Instant, checking: Checking) -> FileAction {
        let Seen::There(content, _) = seen else {
            return self.missing(now);
        };
        if content.is_empty() && self.absence != Absence::Told {
            let left = self.wait(now);
            if !left.is_zero() {
                return FileAction::LookAgain(left);
            }
        }
        if std::mem::replace(&mut self.absence, Absence::No) == Absence::Told {
            return FileAction::Back;
        }
        let same = match (checking, &self.checked) {
            // It may have been another file for a moment, and that one was checked.
            (Checking::Yes, checked) => seen == checked,
            (Checking::No, Seen::There(checked, _)) => content == checked,
            (Checking::No, Seen::Missing) => false,
        };
        match same {
            true => FileAction::Nothing,
            false => FileAction::Check,
        }
    }

    fn missing(&mut self, now: Instant) -> FileAction {
        if self.absence == Absence::Told {
            return FileAction::Nothing;
        }
        let left = self.wait(now);
        if left.is_zero() {
            self.absence = Absence::Told;
            return FileAction::Gone;
        }
        FileAction::LookAgain(left)
    }

    /// How much longer to wait for a file with something in it.
    fn wait(&mut self, now: Instant) -> Duration {
        let start = match self.absence {
            Absence::Since(start) => start,
            Absence::No | Absence::Told => now,
        };
        self.absence = Absence::Since(start);
        PATIENCE.saturating_sub(now.duration_since(start))
    }
}

impl Content {
    fn is_empty(&self) -> bool {
        self.0.as_ref().is_some_and(Vec::is_empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there(content: &str, save: u64) -> Seen {
        let stamp = Stamp {
            length: content.len() as u64,
            changed: None,
            number: save,
        };
        Seen::There(Content(Some(content.as_bytes().to_vec())), stamp)
    }

    #[test]
    fn only_what_is_new_is_checked() {
        for (seen, checking, step) in [
            (there("a", 1), Checking::No, FileAction::Nothing),
            (there("a", 2), Checking::No, FileAction::Nothing),
            (there("b", 2), Checking::No, FileAction::Check),
            (there("a", 1), Checking::Yes, FileAction::Nothing),
            // Saved again meanwhile: what the compiler read is not sure.
            (there("a", 2), Checking::Yes, FileAction::Check),
            (there("b", 2), Checking::Yes, FileAction::Check),
        ] {
            let mut tracker = Tracker::new();
            tracker.begin(there("a", 1));
            assert_eq!(
                tracker.look(&seen, Instant::now(), checking),
                step,
                "{seen:?} {checking:?}"
            );
        }
    }

    #[test]
    fn a_file_that_is_away_for_a_moment_is_not_missed() {
        let start = Instant::now();
        let mut tracker = Tracker::new();
        tracker.begin(there("a", 1));
        let away = FileAction::LookAgain(PATIENCE);
        assert_eq!(tracker.look(&Seen::Missing, start, Checking::No), away);
        let soon = start + PATIENCE / 2;
        let rest = FileAction::LookAgain(PATIENCE / 2);
        assert_eq!(tracker.look(&Seen::Missing, soon, Checking::No), rest);
        let back = tracker.look(&there("a", 2), soon, Checking::No);
        assert_eq!(back, FileAction::Nothing);
    }

    #[test]
    fn an_empty_file_is_checked_when_it_stays_empty() {
        let start = Instant::now();
        let mut tracker = Tracker::new();
        tracker.begin(there("a", 1));
        for checking in [Checking::Yes, Checking::No] {
            let wait = tracker.look(&there("", 2), start, checking);
            assert_eq!(wait, FileAction::LookAgain(PATIENCE));
        }
        let full = tracker.look(&there("b", 3), start + PATIENCE / 2, Checking::No);
        assert_eq!(full, FileAction::Check);
        for (after, step) in [
            (Duration::ZERO, FileAction::LookAgain(PATIENCE)),
            (PATIENCE, FileAction::Check),
        ] {
            let seen = tracker.look(&there("", 4), start + after, Checking::No);
            assert_eq!(seen, step);
        }
    }

    #[test]
    fn a_file_that_is_gone_is_told_once_and_checked_when_it_is_back() {
        let start = Instant::now();
        let mut tracker = Tracker::new();
        tracker.begin(there("a", 1));
        let mut at = |seen: Seen, after: Duration| tracker.look(&seen, start + after, Checking::No);
        assert_eq!(
            at(Seen::Missing, Duration::ZERO),
            FileAction::LookAgain(PATIENCE)
        );
        assert_eq!(at(Seen::Missing, PATIENCE), FileAction::Gone);
        assert_eq!(at(Seen::Missing, PATIENCE * 2), FileAction::Nothing);
        assert_eq!(at(there("a", 2), PATIENCE * 3), FileAction::Back);
    }

    #[test]
    fn what_is_no_file_is_not_read() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        assert!(matches!(
            Seen::now(folder.path()),
            Seen::There(Content(None), _)
        ));
        let file = folder.path().join("lib.rs");
        assert_eq!(Seen::now(&file), Seen::Missing);
        fs::write(&file, "a").expect("a scratch file");
        let first = Seen::now(&file);
        assert_eq!(Seen::now(&file), first);
        fs::write(&file, "b").expect("a scratch file");
        assert_ne!(Seen::now(&file), first);
    }
}
