//! Telling the runner of each call of the allocator, as it happens. In: events. Out:
//! their bytes, on a pipe that the runner reads.
//!
//! Every event is a write of its own: what is kept in memory until later could be
//! changed there. And whether anything is told, and where, stands in a page of memory to
//! which nobody may write: code that breaks the compiler's rules, and writes where it likes,
//! ends its process there. The page is opened for the moments in which a window opens or
//! closes, or in which enough was told.

use std::fs::File;
use std::sync::atomic::{AtomicI32, AtomicU8, AtomicU64, Ordering::Relaxed};

use meter_report::events::WindowEvent;

/// As large as any page that a system has.
const PAGE: usize = 64 << 10;

/// What is read at each call of the allocator.
#[repr(C, align(65536))]
struct Orders {
    /// The number of the pipe; of standard input, which none is, where there is none.
    pipe: AtomicI32,
    state: AtomicU8,
    /// The most events of one window.
    most: AtomicU64,
    /// Nothing else lies in the page.
    _rest: [u8; PAGE - 16],
}

static ORDERS: Orders = Orders {
    pipe: AtomicI32::new(0),
    state: AtomicU8::new(SILENT),
    most: AtomicU64::new(0),
    _rest: [0; PAGE - 16],
};

/// No window is open, or nobody wants to hear more of it.
const SILENT: u8 = 0;
/// A window is open.
const TELLING: u8 = 1;

/// How many events of the open window may still be told. Who changes that is told of more, or
/// is said to have told enough too early.
static LEFT: AtomicU64 = AtomicU64::new(0);

/// From now on, windows are told on this pipe, each with so many events at most.
#[cfg(not(unix))]
pub(crate) fn to(_pipe: File, _most: u64) {
    // Open files are not handed down here, so there is none.
}

/// From now on, windows are told on this pipe, each with so many events at most.
#[cfg(unix)]
pub(crate) fn to(pipe: File, most: u64) {
    use std::os::fd::IntoRawFd;

    change(|| {
        ORDERS.most.store(most, Relaxed);
        // It stays open until the process ends.
        ORDERS.pipe.store(pipe.into_raw_fd(), Relaxed);
    });
}

/// Whether windows are told at all.
pub(crate) fn is_on() -> bool {
    ORDERS.pipe.load(Relaxed) > 0
}

/// Whether calls of the allocator are told now.
#[inline(always)]
pub(crate) fn is_telling() -> bool {
    ORDERS.state.load(Relaxed) == TELLING
}

/// Tells that a window opens.
pub(crate) fn opened(event: WindowEvent) {
    LEFT.store(ORDERS.most.load(Relaxed), Relaxed);
    write(event);
    change(|| ORDERS.state.store(TELLING, Relaxed));
}

/// Tells that the window closes.
pub(crate) fn closed() {
    change(|| ORDERS.state.store(SILENT, Relaxed));
    write(WindowEvent::Closed);
}

/// Tells a call of the allocator. Allocates nothing.
pub(crate) fn call(event: WindowEvent) {
    if !is_telling() {
        // Another thread told the last one a moment ago.
        return;
    }
    write(event);
    if LEFT.fetch_sub(1, Relaxed) == 1 {
        write(WindowEvent::Enough);
        change(|| ORDERS.state.store(SILENT, Relaxed));
    }
}

/// Tells that memory was refused. It may be outside of a window.
pub(crate) fn refused(bytes: usize) {
    if is_on() {
        write(WindowEvent::Refused(bytes as u64));
    }
}

#[cfg(not(unix))]
fn write(_event: WindowEvent) {}

#[cfg(unix)]
fn write(event: WindowEvent) {
    use std::io::Write;
    use std::mem::ManuallyDrop;
    use std::os::fd::FromRawFd;

    let pipe = ORDERS.pipe.load(Relaxed);
    // SAFETY: the file was handed over by `to`, which took care that nobody closes it.
    let pipe = ManuallyDrop::new(unsafe { File::from_raw_fd(pipe) });
    // A runner that does not listen any more has ended, and ends this process.
    let _ = (&*pipe).write_all(&event.to_bytes());
}

/// Opens the page for a moment.
fn change(to: impl FnOnce()) {
    #[cfg(unix)]
    protect(libc::PROT_READ | libc::PROT_WRITE);
    to();
    #[cfg(unix)]
    protect(libc::PROT_READ);
}

#[cfg(unix)]
fn protect(protection: libc::c_int) {
    let page = (&raw const ORDERS).cast_mut().cast();
    // SAFETY: the pages are those of one static that is aligned to their size and fills
    // them. It is made of atomic integers, which are written to within `change` alone.
    let done = unsafe { libc::mprotect(page, PAGE, protection) };
    if done != 0 {
        // Nothing is allocated, and nobody is told anything by a process that goes on.
        std::process::abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_told_up_to_the_most_that_is_wanted_and_the_next_one_anew() {
        use WindowEvent::{Closed, Counting, Enough, Freed, Made, Refused, Weighing};
        assert!(!is_on() && !is_telling());
        call(Made(1));
        refused(1);
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join("events");
        to(File::create(&path).expect("a file"), 2);
        assert!(is_on() && !is_telling());
        for window in [Weighing, Counting] {
            opened(window);
            assert!(is_telling());
            call(Made(8));
            call(Freed(8));
            assert!(!is_telling());
            call(Made(9));
            closed();
        }
        refused(7);
        let told = std::fs::read(&path).expect("what was told");
        let window = |window| [window, Made(8), Freed(8), Enough, Closed];
        let expected = [Weighing, Counting].map(window).concat();
        let expected = expected.into_iter().chain([Refused(7)]);
        let expected: Vec<u8> = expected.flat_map(WindowEvent::to_bytes).collect();
        assert_eq!(told, expected);
    }
}
