//! Telling the runner of each call of the allocator, as it happens. In: events. Out:
//! their bytes, on a pipe that the runner reads.
//!
//! Every event is a write of its own: what is kept in memory until later could be
//! changed there.

use std::fs::File;
use std::io::Write;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use meter_report::events::WindowEvent;

static PIPE: OnceLock<Teller> = OnceLock::new();
/// How many events of the open window may still be told.
static LEFT: AtomicU64 = AtomicU64::new(0);

struct Teller {
    pipe: File,
    /// The most events of one window.
    most: u64,
}

/// Whether the runner wants to hear more of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// It does.
    More,
    /// It has heard enough.
    Enough,
}

/// From now on, windows are told on this pipe, each with so many events at most.
pub(crate) fn to(pipe: File, most: u64) {
    // Set once, before any window; a second pipe would be a fault of the harness.
    let _ = PIPE.set(Teller { pipe, most });
}

/// Whether windows are told at all.
pub(crate) fn is_on() -> bool {
    PIPE.get().is_some()
}

/// Tells that a window opens.
pub(crate) fn opened(event: WindowEvent) {
    if let Some(teller) = PIPE.get() {
        LEFT.store(teller.most, Relaxed);
        teller.write(event);
    }
}

/// Tells that the window closes.
pub(crate) fn closed() {
    if let Some(teller) = PIPE.get() {
        teller.write(WindowEvent::Closed);
    }
}

/// Tells a call of the allocator. Allocates nothing.
pub(crate) fn call(event: WindowEvent) -> Heard {
    let Some(teller) = PIPE.get() else {
        return Heard::Enough;
    };
    match LEFT.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)) {
        Ok(1) => {
            teller.write(event);
            teller.write(WindowEvent::Enough);
            Heard::Enough
        }
        Ok(_) => {
            teller.write(event);
            Heard::More
        }
        Err(_) => Heard::Enough,
    }
}

impl Teller {
    fn write(&self, event: WindowEvent) {
        // A runner that does not listen any more has ended, and ends this process.
        let _ = (&self.pipe).write_all(&event.to_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_told_up_to_the_most_that_is_wanted_and_the_next_one_anew() {
        use WindowEvent::{Closed, Counting, Enough, Freed, Made, Weighing};
        assert!(!is_on());
        assert_eq!(call(Made(1)), Heard::Enough);
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join("events");
        to(File::create(&path).expect("a file"), 2);
        assert!(is_on());
        for window in [Weighing, Counting] {
            opened(window);
            assert_eq!(call(Made(8)), Heard::More);
            assert_eq!(call(Freed(8)), Heard::Enough);
            assert_eq!(call(Made(9)), Heard::Enough);
            closed();
        }
        let told = std::fs::read(&path).expect("what was told");
        let expected = [Weighing, Counting]
            .map(|window| [window, Made(8), Freed(8), Enough, Closed])
            .concat();
        let expected: Vec<u8> = expected.iter().flat_map(|event| event.to_bytes()).collect();
        assert_eq!(told, expected);
    }
}
