//! Where calls of the allocator go. In: which pass this process makes, and what is at
//! work on this thread. Out: who counts a call, and who else hears of it.

use std::cell::Cell;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

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
    /// Count, and tell the runner of each event.
    Tell = 4,
}

static MODE: AtomicU8 = AtomicU8::new(Mode::Count as u8);

impl Mode {
    /// The mode of this process.
    #[inline(always)]
    pub(crate) fn now() -> Self {
        match MODE.load(Relaxed) {
            m if m == Mode::Attribute as u8 => Mode::Attribute,
            m if m == Mode::HostDhat as u8 => Mode::HostDhat,
            m if m == Mode::Trace as u8 => Mode::Trace,
            m if m == Mode::Tell as u8 => Mode::Tell,
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
