//! Where calls of the allocator go. In: which pass this process makes, and what is at
//! work on this thread. Out: who counts a call, and who else hears of it.

use std::cell::Cell;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

use crate::tell;

/// Where blocks come from, and who else hears of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Mode {
    /// Count only; this is the pass that grades.
    Count = 0,
    /// Count, and let dhat record the call stack of each allocation.
    Attribute = 1,
    /// Count, and let a dhat profiler of the code under test listen.
    HostDhat = 2,
    /// Count, and keep each event in its order.
    Trace = 3,
    /// Count, and tell the runner of each event. It is set by opening a window that is told.
    Tell = 4,
}

static MODE: AtomicU8 = AtomicU8::new(Mode::Count as u8);

impl Mode {
    /// The mode of this process.
    #[inline(always)]
    pub(crate) fn now() -> Self {
        if tell::is_telling() {
            return Mode::Tell;
        }
        match MODE.load(Relaxed) {
            m if m == Mode::Attribute as u8 => Mode::Attribute,
            m if m == Mode::HostDhat as u8 => Mode::HostDhat,
            m if m == Mode::Trace as u8 => Mode::Trace,
            _ => Mode::Count,
        }
    }

    /// Chooses who hears of allocations. To be called before threads are started.
    pub(crate) fn set(self) {
        MODE.store(self as u8, Relaxed);
    }
}

/// What a call of the allocator does on the current thread.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// Find out by the [`Mode`], and count with all other threads.
    General,
    /// Count into the owner's totals.
    Owner,
    /// dhat or the trace is at work on this thread: what they allocate for
    /// themselves is not counted.
    Apart,
}

thread_local! {
    // Without a destructor and with a constant start, so that reading it never
    // allocates and works while a thread begins or ends.
    static ROUTE: Cell<Route> = const { Cell::new(Route::General) };
}

impl Route {
    /// The route of this thread.
    #[inline(always)]
    pub(crate) fn now() -> Self {
        ROUTE.get()
    }

    /// Whether this thread counts alone. While the runner is told, nobody does: what stands
    /// in memory that code under test may reach decides nothing then.
    #[inline(always)]
    pub(crate) fn is_owner() -> bool {
        Route::now() == Route::Owner && !(cfg!(feature = "seal") && tell::is_telling())
    }

    /// Whether calls of this thread are those of dhat or of the trace.
    #[inline(always)]
    pub(crate) fn is_apart() -> bool {
        Route::now() == Route::Apart && !tell::is_telling()
    }

    /// Sends this thread's calls there from now on.
    #[inline(always)]
    pub(crate) fn set(self) {
        ROUTE.set(self);
    }
}

/// Does something whose allocations on this thread are not counted.
pub(crate) fn apart<T>(f: impl FnOnce() -> T) -> T {
    let before = ROUTE.replace(Route::Apart);
    let result = f();
    before.set();
    result
}
