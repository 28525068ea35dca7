//! Readings of the totals. In: the moments at which a window opens and closes. Out:
//! what was allocated between them.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use meter_report::Counts;
use meter_report::events::WindowEvent;

use crate::route::{Mode, Route};
use crate::tell;
use crate::totals::{self, OTHERS, OWNER, RunningTotals};

/// An open window: totals as they stood when it was opened.
pub(crate) struct OpenWindow {
    start: Reading,
    before: Route,
    /// Whether the runner was told that it opened.
    is_told: bool,
}

/// Opens a window on this thread, and tells so with `event` where the runner listens.
/// Windows do not nest.
pub(crate) fn open(event: WindowEvent) -> OpenWindow {
    let live = totals::live();
    OWNER.peak.store(live, Relaxed);
    OTHERS.peak.store(live, Relaxed);
    let start = Reading::now();
    let before = Route::now();
    let is_plain = Mode::now() == Mode::Count;
    let is_told = is_plain && tell::is_on();
    if is_told {
        tell::opened(event);
    } else if is_plain {
        Route::Owner.set();
    }
    OpenWindow {
        start,
        before,
        is_told,
    }
}

impl OpenWindow {
    /// Closes the window. An error says that it freed more than it made.
    pub(crate) fn close(self) -> Result<Counts, String> {
        let end = Reading::now();
        self.before.set();
        if self.is_told {
            tell::closed();
        }
        let peak = OWNER.peak.load(Relaxed).max(OTHERS.peak.load(Relaxed));
        let allocations = end.allocations - self.start.allocations;
        let reallocations = end.reallocations - self.start.reallocations;
        let made = allocations - reallocations;
        let freed = end.frees - self.start.frees;
        let live_bytes = end.live - self.start.live;
        if freed > made || live_bytes < 0 {
            return Err(format!(
                "the window freed {freed} blocks and made {made}: \
                 inputs must be borrowed, or made inside the window"
            ));
        }
        Ok(Counts {
            allocations,
            reallocations,
            bytes: end.bytes - self.start.bytes,
            peak_bytes: (peak - self.start.live).max(0) as u64,
            live_blocks: made - freed,
            live_bytes: live_bytes as u64,
            left_bytes: 0,
        })
    }
}

/// The totals of all threads at one moment.
struct Reading {
    allocations: u64,
    reallocations: u64,
    bytes: u64,
    frees: u64,
    live: i64,
}

impl Reading {
    fn now() -> Self {
        let sum = |pick: fn(&RunningTotals) -> &AtomicU64| {
            pick(&OWNER).load(Relaxed) + pick(&OTHERS).load(Relaxed)
        };
        Reading {
            allocations: sum(|t| &t.allocations),
            reallocations: sum(|t| &t.reallocations),
            bytes: sum(|t| &t.bytes),
            frees: sum(|t| &t.frees),
            live: totals::live(),
        }
    }
}
