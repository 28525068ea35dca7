//! Running totals. In: sizes of blocks that were made, resized and freed. Out: sums,
//! which one thread writes alone, or many at the same time. Nothing here allocates.
//!
//! The thread that opens a window is the *owner*. It alone writes the totals in
//! [`OWNER`], so plain loads and stores are enough, and counting costs about a
//! nanosecond. All other threads share [`OTHERS`] and pay for atomic additions.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};

use crate::tell;

pub(crate) static OWNER: RunningTotals = RunningTotals::new();
pub(crate) static OTHERS: RunningTotals = RunningTotals::new();

/// The most bytes that may be live, counted over all threads.
static LIMIT: AtomicI64 = AtomicI64::new(i64::MAX);

/// Refuses memory beyond this many live bytes, counted from now on.
pub(crate) fn limit_live_bytes(limit: u64) {
    LIMIT.store(live().saturating_add_unsigned(limit), Relaxed);
}

/// Bytes that are live now.
pub(crate) fn live() -> i64 {
    OWNER.live.load(Relaxed) + OTHERS.live.load(Relaxed)
}

/// Running totals of one owner thread or of all other threads.
#[repr(align(64))]
pub(crate) struct RunningTotals {
    pub(crate) allocations: AtomicU64,
    pub(crate) reallocations: AtomicU64,
    pub(crate) bytes: AtomicU64,
    pub(crate) frees: AtomicU64,
    /// Bytes live; below zero where a thread frees what another one made.
    pub(crate) live: AtomicI64,
    /// The highest sum of both `live` that a writer of these saw.
    pub(crate) peak: AtomicI64,
}

/// How totals are written: by one thread alone, or by many.
pub(crate) trait Writer {
    fn add(total: &AtomicU64, amount: u64);
    fn add_live(live: &AtomicI64, amount: i64);
    fn raise(peak: &AtomicI64, seen: i64);
}

/// For the one thread that writes: plain loads and stores.
pub(crate) struct Alone;
/// For threads that write at the same time: atomic additions.
pub(crate) struct Among;

impl Writer for Alone {
    #[inline(always)]
    fn add(total: &AtomicU64, amount: u64) {
        total.store(total.load(Relaxed).wrapping_add(amount), Relaxed);
    }
    #[inline(always)]
    fn add_live(live: &AtomicI64, amount: i64) {
        live.store(live.load(Relaxed).wrapping_add(amount), Relaxed);
    }
    #[inline(always)]
    fn raise(peak: &AtomicI64, seen: i64) {
        peak.store(seen, Relaxed);
    }
}

impl Writer for Among {
    fn add(total: &AtomicU64, amount: u64) {
        total.fetch_add(amount, Relaxed);
    }
    fn add_live(live: &AtomicI64, amount: i64) {
        live.fetch_add(amount, Relaxed);
    }
    fn raise(peak: &AtomicI64, seen: i64) {
        peak.fetch_max(seen, Relaxed);
    }
}

impl RunningTotals {
    pub(crate) const fn new() -> Self {
        RunningTotals {
            allocations: AtomicU64::new(0),
            reallocations: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            frees: AtomicU64::new(0),
            live: AtomicI64::new(0),
            peak: AtomicI64::new(0),
        }
    }

    /// Makes room for `growth` more live bytes; false where the memory limit forbids it.
    #[inline(always)]
    fn admit<W: Writer>(&self, other: &RunningTotals, growth: i64) -> bool {
        // A request near the end of the numbers is over every limit.
        let live = self.live.load(Relaxed) + other.live.load(Relaxed);
        let live = live.saturating_add(growth);
        // The limit is never below the peak, so the common path is one comparison.
        if live > self.peak.load(Relaxed) {
            if live > LIMIT.load(Relaxed) {
                tell::refused(growth.max(0) as usize);
                return false;
            }
            W::raise(&self.peak, live);
        }
        W::add_live(&self.live, growth);
        true
    }

    #[inline(always)]
    pub(crate) fn allocation<W: Writer>(&self, other: &RunningTotals, size: usize) -> bool {
        if !self.admit::<W>(other, size as i64) {
            return false;
        }
        W::add(&self.allocations, 1);
        W::add(&self.bytes, size as u64);
        true
    }

    #[inline(always)]
    pub(crate) fn reallocation<W: Writer>(
        &self,
        other: &RunningTotals,
        old: usize,
        new: usize,
    ) -> bool {
        if !self.admit::<W>(other, new as i64 - old as i64) {
            return false;
        }
        W::add(&self.allocations, 1);
        W::add(&self.reallocations, 1);
        W::add(&self.bytes, new as u64);
        true
    }

    /// Takes back what was counted for a call that got no memory: it asked the system
    /// for more than there is. `old` is the size of a block that was to be resized.
    #[cold]
    #[inline(never)]
    pub(crate) fn refused<W: Writer>(&self, old: Option<usize>, new: usize) {
        tell::refused(new);
        W::add(&self.allocations, u64::MAX);
        W::add(&self.bytes, (new as u64).wrapping_neg());
        if old.is_some() {
            W::add(&self.reallocations, u64::MAX);
        }
        W::add_live(&self.live, old.unwrap_or(0) as i64 - new as i64);
    }

    #[inline(always)]
    pub(crate) fn free<W: Writer>(&self, size: usize) {
        W::add(&self.frees, 1);
        W::add_live(&self.live, -(size as i64));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Allocations, reallocations, bytes, frees, live bytes and the peak.
    fn read(totals: &RunningTotals) -> (u64, u64, u64, u64, i64, i64) {
        (
            totals.allocations.load(Relaxed),
            totals.reallocations.load(Relaxed),
            totals.bytes.load(Relaxed),
            totals.frees.load(Relaxed),
            totals.live.load(Relaxed),
            totals.peak.load(Relaxed),
        )
    }

    fn each_call_is_counted<W: Writer>() {
        let (totals, others) = (RunningTotals::new(), RunningTotals::new());
        // A thread frees what another one made.
        others.free::<W>(7);
        assert_eq!(read(&others), (0, 0, 0, 1, -7, 0));
        assert!(totals.allocation::<W>(&others, 100));
        assert_eq!(read(&totals), (1, 0, 100, 0, 100, 93));
        assert!(totals.reallocation::<W>(&others, 100, 300));
        assert_eq!(read(&totals), (2, 1, 400, 0, 300, 293));
        assert!(totals.allocation::<W>(&others, 50));
        totals.free::<W>(300);
        assert_eq!(read(&totals), (3, 1, 450, 1, 50, 343));
        // Below the peak.
        assert!(totals.reallocation::<W>(&others, 50, 40));
        assert_eq!(read(&totals), (4, 2, 490, 1, 40, 343));
    }

    #[test]
    fn each_call_is_counted_in_either_way_of_writing() {
        each_call_is_counted::<Alone>();
        each_call_is_counted::<Among>();
    }

    #[test]
    fn a_call_that_gets_no_memory_is_not_counted() {
        let (totals, others) = (RunningTotals::new(), RunningTotals::new());
        assert!(totals.allocation::<Among>(&others, 100));
        let before = read(&totals);
        assert!(totals.allocation::<Among>(&others, 60));
        totals.refused::<Among>(None, 60);
        let peak = 160;
        let (allocations, reallocations, bytes, frees, live, _) = before;
        let before = (allocations, reallocations, bytes, frees, live, peak);
        assert_eq!(read(&totals), before);
        assert!(totals.reallocation::<Among>(&others, 100, 130));
        totals.refused::<Among>(Some(100), 130);
        assert_eq!(read(&totals), before);
    }

    #[test]
    fn the_limit_holds_for_all_threads_together_and_refuses_only_what_is_beyond() {
        // Far more than the other tests of this process have.
        const LARGE: usize = 1 << 40;
        limit_live_bytes(LARGE as u64);
        let limit = LIMIT.load(Relaxed) as usize;
        assert!((LARGE..LARGE + (1 << 30)).contains(&limit), "{limit}");
        let (totals, others) = (RunningTotals::new(), RunningTotals::new());
        assert!(others.allocation::<Among>(&totals, limit / 2));
        let rest = limit - limit / 2;
        assert!(totals.allocation::<Among>(&others, rest - 1));
        assert!(!totals.allocation::<Among>(&others, 2));
        assert!(!totals.reallocation::<Among>(&others, 0, 2));
        assert_eq!(totals.allocations.load(Relaxed), 1);
        assert!(totals.allocation::<Among>(&others, 1));
        assert!(!totals.allocation::<Among>(&others, isize::MAX as usize));
    }
}
