//! The counting allocator. In: every allocation of the process. Out: running totals.
//!
//! The thread that opens a window is the *owner*. It alone writes the totals in
//! [`OWNER`], so plain loads and stores are enough, and counting costs about a
//! nanosecond. All other threads share [`OTHERS`] and pay for atomic additions.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};

use meter_report::Counts;
use meter_report::events::Event;

use crate::tally::{self, Alone, Among, Tally};
use crate::tell::{self, Heard};
use crate::trace;

/// The allocator of every program that links this crate: the system's, counted.
pub struct Meter;

#[global_allocator]
static METER: Meter = Meter;

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

/// What a call of the allocator does on the current thread.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Route {
    /// Find out by [`MODE`], and count into [`OTHERS`].
    General,
    /// Count into [`OWNER`].
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

static MODE: AtomicU8 = AtomicU8::new(Mode::Count as u8);
static OWNER: Tally = Tally::new();
static OTHERS: Tally = Tally::new();

// SAFETY: every block comes from `System` or from `dhat::Alloc`, which itself
// takes its blocks from `System`, with the layout the caller gave, so each of
// the three may free what another one made. Counting allocates nothing and
// cannot panic: all arithmetic wraps or stays far from the ends of its type.
unsafe impl GlobalAlloc for Meter {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if ROUTE.get() == Route::Owner {
            if !OWNER.allocation::<Alone>(&OTHERS, layout.size()) {
                return std::ptr::null_mut();
            }
            // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
            let block = unsafe { System.alloc(layout) };
            if block.is_null() {
                OWNER.refused::<Alone>(None, layout.size());
            }
            return block;
        }
        // SAFETY: as above.
        unsafe { general::alloc(layout) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if ROUTE.get() == Route::Owner {
            if !OWNER.allocation::<Alone>(&OTHERS, layout.size()) {
                return std::ptr::null_mut();
            }
            // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
            let block = unsafe { System.alloc_zeroed(layout) };
            if block.is_null() {
                OWNER.refused::<Alone>(None, layout.size());
            }
            return block;
        }
        // SAFETY: as above.
        unsafe { general::alloc_zeroed(layout) }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if ROUTE.get() == Route::Owner {
            if !OWNER.reallocation::<Alone>(&OTHERS, layout.size(), new_size) {
                return std::ptr::null_mut();
            }
            // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`.
            let moved = unsafe { System.realloc(block, layout, new_size) };
            if moved.is_null() {
                OWNER.refused::<Alone>(Some(layout.size()), new_size);
            }
            return moved;
        }
        // SAFETY: as above.
        unsafe { general::realloc(block, layout, new_size) }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if ROUTE.get() == Route::Owner {
            OWNER.free::<Alone>(layout.size());
            // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`.
            return unsafe { System.dealloc(block, layout) };
        }
        // SAFETY: as above.
        unsafe { general::dealloc(block, layout) }
    }
}

/// The path of every thread but the owner, and of the owner while dhat listens.
mod general {
    use super::*;

    /// What to do with a call on this path.
    enum Duty {
        CountOnly,
        /// Count and keep the event.
        Trace,
        /// Count and tell the runner.
        Tell,
        /// Count and tell dhat. While this lives, calls of this thread are dhat's own.
        TellDhat {
            mode: Mode,
            _until_dropped: DhatAtWork,
        },
        /// One of dhat's own calls.
        Nothing,
    }

    /// Marks the thread as inside dhat until dropped.
    struct DhatAtWork {
        before: Route,
    }

    impl Drop for DhatAtWork {
        fn drop(&mut self) {
            ROUTE.set(self.before);
        }
    }

    fn duty() -> Duty {
        let before = ROUTE.get();
        if before == Route::Apart {
            return Duty::Nothing;
        }
        let mode = match MODE.load(Relaxed) {
            m if m == Mode::Attribute as u8 => Mode::Attribute,
            m if m == Mode::HostDhat as u8 => Mode::HostDhat,
            m if m == Mode::Trace as u8 => return Duty::Trace,
            m if m == Mode::Tell as u8 => return Duty::Tell,
            _ => return Duty::CountOnly,
        };
        ROUTE.set(Route::Apart);
        Duty::TellDhat {
            mode,
            _until_dropped: DhatAtWork { before },
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) unsafe fn alloc(layout: Layout) -> *mut u8 {
        let duty = duty();
        if !matches!(duty, Duty::Nothing) && !OTHERS.allocation::<Among>(&OWNER, layout.size()) {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe {
            match duty {
                Duty::TellDhat { .. } => counted(dhat::Alloc.alloc(layout), None, layout.size()),
                Duty::Nothing => System.alloc(layout),
                Duty::CountOnly => counted(System.alloc(layout), None, layout.size()),
                Duty::Tell => {
                    let block = counted(System.alloc(layout), None, layout.size());
                    tell_made(block, layout);
                    block
                }
                Duty::Trace => {
                    let block = counted(System.alloc(layout), None, layout.size());
                    trace::record(std::ptr::null(), block, layout.size());
                    block
                }
            }
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) unsafe fn alloc_zeroed(layout: Layout) -> *mut u8 {
        let duty = duty();
        if !matches!(duty, Duty::Nothing) && !OTHERS.allocation::<Among>(&OWNER, layout.size()) {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
        unsafe {
            match duty {
                Duty::TellDhat { .. } => {
                    counted(dhat::Alloc.alloc_zeroed(layout), None, layout.size())
                }
                Duty::Nothing => System.alloc_zeroed(layout),
                Duty::CountOnly => counted(System.alloc_zeroed(layout), None, layout.size()),
                Duty::Tell => {
                    let block = counted(System.alloc_zeroed(layout), None, layout.size());
                    tell_made(block, layout);
                    block
                }
                Duty::Trace => {
                    let block = counted(System.alloc_zeroed(layout), None, layout.size());
                    trace::record(std::ptr::null(), block, layout.size());
                    block
                }
            }
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) unsafe fn realloc(block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        let duty = duty();
        if !matches!(duty, Duty::Nothing)
            && !OTHERS.reallocation::<Among>(&OWNER, layout.size(), new_size)
        {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`: the
        // block has this layout, and the new size is valid for its alignment.
        unsafe {
            match duty {
                Duty::TellDhat {
                    mode: Mode::Attribute,
                    ..
                } => counted(
                    realloc_by_copy(block, layout, new_size),
                    Some(layout.size()),
                    new_size,
                ),
                Duty::TellDhat { .. } => counted(
                    dhat::Alloc.realloc(block, layout, new_size),
                    Some(layout.size()),
                    new_size,
                ),
                Duty::Nothing => System.realloc(block, layout, new_size),
                Duty::CountOnly => counted(
                    System.realloc(block, layout, new_size),
                    Some(layout.size()),
                    new_size,
                ),
                Duty::Tell => {
                    let moved = System.realloc(block, layout, new_size);
                    let moved = counted(moved, Some(layout.size()), new_size);
                    if !moved.is_null() {
                        tell(Event::Resized {
                            from: layout.size() as u64,
                            to: new_size as u64,
                        });
                    }
                    moved
                }
                Duty::Trace => {
                    let moved = System.realloc(block, layout, new_size);
                    let moved = counted(moved, Some(layout.size()), new_size);
                    if !moved.is_null() {
                        trace::record(block, moved, new_size);
                    }
                    moved
                }
            }
        }
    }

    /// A block that was counted, or nothing, which then is not.
    fn counted(block: *mut u8, old: Option<usize>, new: usize) -> *mut u8 {
        if block.is_null() {
            OTHERS.refused::<Among>(old, new);
        }
        block
    }

    fn tell_made(block: *mut u8, layout: Layout) {
        if !block.is_null() {
            tell(Event::Made(layout.size() as u64));
        }
    }

    fn tell(event: Event) {
        if tell::call(event) == Heard::Enough {
            set_mode(Mode::Count);
        }
    }

    /// dhat blames a realloc on the line that first made the block. Made anew,
    /// the block is blamed on the line that grew it.
    unsafe fn realloc_by_copy(block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: by the contract of `realloc` the new size is not zero and,
        // rounded up to the alignment, does not overflow; both blocks are at
        // least as long as the copy and do not overlap.
        unsafe {
            let new_layout = Layout::from_size_align_unchecked(new_size, layout.align());
            let new_block = dhat::Alloc.alloc(new_layout);
            if !new_block.is_null() {
                std::ptr::copy_nonoverlapping(block, new_block, layout.size().min(new_size));
                dhat::Alloc.dealloc(block, layout);
            }
            new_block
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) unsafe fn dealloc(block: *mut u8, layout: Layout) {
        let duty = duty();
        if !matches!(duty, Duty::Nothing) {
            OTHERS.free::<Among>(layout.size());
        }
        // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`.
        unsafe {
            match duty {
                Duty::TellDhat { .. } => dhat::Alloc.dealloc(block, layout),
                Duty::CountOnly | Duty::Nothing => System.dealloc(block, layout),
                Duty::Tell => {
                    tell(Event::Freed(layout.size() as u64));
                    System.dealloc(block, layout);
                }
                Duty::Trace => {
                    // Before, since another thread may get the address next.
                    trace::record(block, std::ptr::null(), 0);
                    System.dealloc(block, layout);
                }
            }
        }
    }
}

/// Does something whose allocations on this thread are not counted.
pub(crate) fn apart<T>(f: impl FnOnce() -> T) -> T {
    let before = ROUTE.replace(Route::Apart);
    let result = f();
    ROUTE.set(before);
    result
}

/// Refuses memory beyond this many live bytes, counted from now on.
pub(crate) fn limit_live_bytes(limit: u64) {
    tally::set_limit(live().saturating_add_unsigned(limit));
}

/// Chooses who hears of allocations. To be called before threads are started.
pub(crate) fn set_mode(mode: Mode) {
    MODE.store(mode as u8, Relaxed);
}

/// An open window: totals as they stood when it was opened.
pub(crate) struct OpenWindow {
    start: Totals,
    before: Route,
    /// Whether the runner was told that it opened.
    is_told: bool,
}

/// Opens a window on this thread, and tells so with `event` where the runner listens.
/// Windows do not nest.
pub(crate) fn open(event: Event) -> OpenWindow {
    let live = live();
    OWNER.peak.store(live, Relaxed);
    OTHERS.peak.store(live, Relaxed);
    let start = Totals::now();
    let before = ROUTE.get();
    let is_plain = MODE.load(Relaxed) == Mode::Count as u8;
    let is_told = is_plain && tell::is_on();
    if is_told {
        tell::opened(event);
        set_mode(Mode::Tell);
    } else if is_plain {
        ROUTE.set(Route::Owner);
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
        let end = Totals::now();
        ROUTE.set(self.before);
        if self.is_told {
            set_mode(Mode::Count);
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
        })
    }
}

/// The totals of all threads at one moment.
struct Totals {
    allocations: u64,
    reallocations: u64,
    bytes: u64,
    frees: u64,
    live: i64,
}

impl Totals {
    fn now() -> Self {
        let sum = |pick: fn(&Tally) -> &AtomicU64| {
            pick(&OWNER).load(Relaxed) + pick(&OTHERS).load(Relaxed)
        };
        Totals {
            allocations: sum(|t| &t.allocations),
            reallocations: sum(|t| &t.reallocations),
            bytes: sum(|t| &t.bytes),
            frees: sum(|t| &t.frees),
            live: live(),
        }
    }
}

fn live() -> i64 {
    OWNER.live.load(Relaxed) + OTHERS.live.load(Relaxed)
}
