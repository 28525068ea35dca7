//! How far longer work is. In: what the work tells of itself. Out: whatever
//! somebody who watches makes of it; the work itself knows of no terminal.

use std::fmt::Debug;
use std::sync::atomic::{AtomicUsize, Ordering};

/// One piece of news of longer work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// Cargo does something that it does not count: it downloads, or it waits.
    Preparing(&'a str),
    /// Cargo has built so many units, and works on these.
    Building {
        /// How many are built.
        done: usize,
        /// How many there are.
        of: usize,
        /// The names of those that are being built.
        what: &'a str,
    },
    /// Cargo ended.
    Built,
    /// So many windows are weighed.
    Weighing {
        /// How many are weighed.
        done: usize,
        /// How many there are, as far as is known.
        of: usize,
    },
    /// So many rounds of commands are timed, and this command runs.
    Timing {
        /// How many rounds are timed.
        done: usize,
        /// How many there are.
        of: usize,
        /// The command.
        what: &'a str,
    },
}

/// Somebody who may watch.
pub trait Progress: Debug + Sync {
    /// Whether anybody does; if not, nothing need be found out for them.
    fn is_watched(&self) -> bool;

    /// Hears of a step.
    fn tell(&self, step: Step<'_>);

    /// Tells a person something that stays, on a line of standard error.
    fn say(&self, line: &str);
}

/// Counts windows, and tells of each.
#[derive(Debug)]
pub struct WindowCounter<'p> {
    progress: &'p dyn Progress,
    done: AtomicUsize,
    of: AtomicUsize,
}

impl<'p> WindowCounter<'p> {
    /// A counter of so many windows, none of which is weighed yet.
    pub fn new(progress: &'p dyn Progress, of: usize) -> Self {
        WindowCounter {
            progress,
            done: AtomicUsize::new(0),
            of: AtomicUsize::new(of),
        }
    }

    /// There are more windows than was known.
    pub fn expect_more(&self, windows: usize) {
        self.of.fetch_add(windows, Ordering::Relaxed);
    }

    /// One more is weighed.
    pub fn add(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let of = self.of.load(Ordering::Relaxed).max(done);
        self.progress.tell(Step::Weighing { done, of });
    }
}

/// Reads a line in which cargo says how far it is:
/// `Building [==>  ] 3/24: quote, proc-macro2(build)`.
pub fn read_cargo(line: &str) -> Option<Step<'_>> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix("Building [") {
        let (_, rest) = rest.split_once("] ")?;
        let (counts, what) = rest.split_once(':').unwrap_or((rest, ""));
        let (done, of) = counts.trim().split_once('/')?;
        return Some(Step::Building {
            done: done.parse().ok()?,
            of: of.parse().ok()?,
            what: what.trim(),
        });
    }
    let uncounted = ["Blocking", "Downloading", "Downloaded", "Updating"];
    uncounted
        .iter()
        .any(|word| line.starts_with(word))
        .then_some(Step::Preparing(line))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::sync::{Mutex, PoisonError};

    /// Keeps all that it is told.
    #[derive(Debug, Default)]
    pub struct Recorder(Mutex<Vec<String>>);

    impl Recorder {
        /// What was told, in order.
        pub fn told(&self) -> Vec<String> {
            let told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            told.clone()
        }
    }

    impl Progress for Recorder {
        fn is_watched(&self) -> bool {
            true
        }

        fn tell(&self, step: Step<'_>) {
            let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            told.push(format!("{step:?}"));
        }

        fn say(&self, line: &str) {
            let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            told.push(line.to_owned());
        }
    }

    #[test]
    fn cargos_own_progress_is_read() {
        let building = |done, of, what| Some(Step::Building { done, of, what });
        for (line, step) in [
            (
                "    Building [>          ] 1/24: proc-macro2(build.rs), quote      ",
                building(1, 24, "proc-macro2(build.rs), quote"),
            ),
            ("Building [======] 24/24", building(24, 24, "")),
            ("Building [======] 24/24: ", building(24, 24, "")),
            ("Building [no counts", None),
            ("Building [=] x/y: z", None),
            (
                " Blocking waiting for file lock on build directory",
                Some(Step::Preparing(
                    "Blocking waiting for file lock on build directory",
                )),
            ),
            ("   Compiling serde v1.0.0", None),
            ("error: no such package", None),
            ("", None),
        ] {
            assert_eq!(read_cargo(line), step, "{line:?}");
        }
    }

    #[test]
    fn a_counter_never_counts_beyond_its_total() {
        let recorder = Recorder::default();
        let counter = WindowCounter::new(&recorder, 1);
        counter.add();
        counter.expect_more(2);
        for _ in 0..3 {
            counter.add();
        }
        let told = recorder.told();
        assert_eq!(told[0], "Weighing { done: 1, of: 1 }");
        assert_eq!(told[1], "Weighing { done: 2, of: 3 }");
        assert_eq!(told[3], "Weighing { done: 4, of: 4 }");
    }
}
