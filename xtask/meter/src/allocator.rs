//! The counting allocator. In: every allocation of the process. Out: blocks of the
//! system's, and a note of each in the running totals.

use std::alloc::{GlobalAlloc, Layout, System};

use meter_report::events::WindowEvent;

use crate::route::{Mode, Route};
use crate::tell;
use crate::totals::{Alone, Among, OTHERS, OWNER};
use crate::trace;

/// The allocator of every program that links this crate: the system's, counted.
pub struct Meter;

// The tests of this crate itself keep the system's: what they allocate is weighed by
// nobody, and tools that look for faults see their blocks as they are.
#[cfg(not(test))]
#[global_allocator]
static METER: Meter = Meter;

/// What a new block holds.
#[derive(Clone, Copy)]
enum Content {
    /// Whatever was there before.
    Any,
    Zeroes,
}

impl Content {
    /// A new block from `source`.
    ///
    /// # Safety
    ///
    /// The contract of [`GlobalAlloc::alloc`].
    #[inline(always)]
    unsafe fn block(self, source: &impl GlobalAlloc, layout: Layout) -> *mut u8 {
        // SAFETY: both have the same contract, which the caller keeps.
        unsafe {
            match self {
                Content::Any => source.alloc(layout),
                Content::Zeroes => source.alloc_zeroed(layout),
            }
        }
    }
}

// SAFETY: every block comes from `System` or from `dhat::Alloc`, which itself
// takes its blocks from `System`, with the layout the caller gave, so each of
// the three may free what another one made. Counting allocates nothing and
// cannot panic: all arithmetic wraps or stays far from the ends of its type.
unsafe impl GlobalAlloc for Meter {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { make(layout, Content::Any) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
        unsafe { make(layout, Content::Zeroes) }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if Route::is_owner() {
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
        if Route::is_owner() {
            OWNER.free::<Alone>(layout.size());
            // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`.
            return unsafe { System.dealloc(block, layout) };
        }
        // SAFETY: as above.
        unsafe { general::dealloc(block, layout) }
    }
}

/// A new block, counted.
///
/// # Safety
///
/// The contract of [`GlobalAlloc::alloc`].
#[inline(always)]
unsafe fn make(layout: Layout, content: Content) -> *mut u8 {
    if Route::is_owner() {
        if !OWNER.allocation::<Alone>(&OTHERS, layout.size()) {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller keeps the contract.
        let block = unsafe { content.block(&System, layout) };
        if block.is_null() {
            OWNER.refused::<Alone>(None, layout.size());
        }
        return block;
    }
    // SAFETY: as above.
    unsafe { general::make(layout, content) }
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
            realloc: DhatRealloc,
            _until_dropped: DhatAtWork,
        },
        /// One of dhat's own calls.
        Nothing,
    }

    /// How dhat is told that a block grows.
    #[derive(Clone, Copy)]
    enum DhatRealloc {
        /// As a block that is made anew: dhat blames a realloc on the line that first
        /// made the block, and so it is blamed on the line that grew it.
        ByCopy,
        AsItIs,
    }

    /// Marks the thread as inside dhat until dropped.
    struct DhatAtWork {
        before: Route,
    }

    impl DhatAtWork {
        fn begin() -> Self {
            let before = Route::now();
            Route::Apart.set();
            DhatAtWork { before }
        }
    }

    impl Drop for DhatAtWork {
        fn drop(&mut self) {
            self.before.set();
        }
    }

    fn duty() -> Duty {
        if Route::is_apart() {
            return Duty::Nothing;
        }
        let realloc = match Mode::now() {
            Mode::Count => return Duty::CountOnly,
            Mode::Trace => return Duty::Trace,
            Mode::Tell => return Duty::Tell,
            Mode::Attribute => DhatRealloc::ByCopy,
            Mode::HostDhat => DhatRealloc::AsItIs,
        };
        Duty::TellDhat {
            realloc,
            _until_dropped: DhatAtWork::begin(),
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) unsafe fn make(layout: Layout, content: Content) -> *mut u8 {
        let duty = duty();
        if !matches!(duty, Duty::Nothing) && !OTHERS.allocation::<Among>(&OWNER, layout.size()) {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        let block = unsafe {
            match duty {
                Duty::TellDhat { .. } => content.block(&dhat::Alloc, layout),
                _ => content.block(&System, layout),
            }
        };
        match duty {
            Duty::Nothing => {}
            _ if block.is_null() => OTHERS.refused::<Among>(None, layout.size()),
            Duty::Tell => tell(WindowEvent::Made(layout.size() as u64)),
            Duty::Trace => trace::record(std::ptr::null(), block, layout.size()),
            Duty::CountOnly | Duty::TellDhat { .. } => {}
        }
        block
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
        let moved = unsafe {
            match duty {
                Duty::TellDhat {
                    realloc: DhatRealloc::ByCopy,
                    ..
                } => realloc_by_copy(block, layout, new_size),
                Duty::TellDhat { .. } => dhat::Alloc.realloc(block, layout, new_size),
                _ => System.realloc(block, layout, new_size),
            }
        };
        match duty {
            Duty::Nothing => {}
            _ if moved.is_null() => OTHERS.refused::<Among>(Some(layout.size()), new_size),
            Duty::Tell => tell(WindowEvent::Resized {
                from: layout.size() as u64,
                to: new_size as u64,
            }),
            Duty::Trace => trace::record(block, moved, new_size),
            Duty::CountOnly | Duty::TellDhat { .. } => {}
        }
        moved
    }

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
        match duty {
            Duty::Tell => tell(WindowEvent::Freed(layout.size() as u64)),
            // Before, since another thread may get the address next.
            Duty::Trace => trace::record(block, std::ptr::null(), 0),
            _ => {}
        }
        // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`.
        unsafe {
            match duty {
                Duty::TellDhat { .. } => dhat::Alloc.dealloc(block, layout),
                _ => System.dealloc(block, layout),
            }
        }
    }

    fn tell(event: WindowEvent) {
        tell::call(event);
    }
}
