//! Panics of the code under test. In: a panic. Out: its message and its line.
//!
//! The hook stays silent and remembers. A panic that ends the call is the report; one that
//! the code under test caught, as that of a thread of its own, stands beside its answer. What the hook allocates is left out of the counts of a window whose
//! code catches its own panics.

use std::cell::RefCell;
use std::fmt::{self, Display, Write};
use std::panic::{AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, OnceLock, PoisonError};

use meter_report::Panic;

use crate::{route, stacks, tell};

/// The first panic since the last [`take`].
static FIRST: Mutex<Option<Panic>> = Mutex::new(None);

thread_local! {
    static EXPECTED: RefCell<bool> = const { RefCell::new(false) };
}

/// The path of the code under test, or its end, such as `src/lib.rs`.
static SOURCE: OnceLock<String> = OnceLock::new();

/// Installs the hook. `source` is the path of the code under test, or its end.
pub(crate) fn remember(source: String) {
    SOURCE.get_or_init(|| source);
    // A plain function has no block on the heap: code that puts another hook in its
    // place frees nothing that the harness made.
    std::panic::set_hook(Box::new(hook));
}

/// What it allocates is not the code's that panicked; and while the runner is told of each
/// call of the allocator, it allocates nothing.
fn hook(info: &PanicHookInfo<'_>) {
    if EXPECTED.with_borrow(|expected| *expected) {
        return;
    }
    if tell::is_telling() {
        let mut told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
        if told.is_none() {
            *told = Some(Noted::of(info));
        }
        return;
    }
    route::apart(|| {
        let mut first = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
        if first.is_none() {
            let source = SOURCE.get().map_or("", String::as_str);
            *first = Some(describe(info, source));
        }
    });
}

/// The panic that was remembered, if there was one.
pub(crate) fn take() -> Option<Panic> {
    let mut first = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
    let mut told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
    let told = told.take().map(Noted::into_panic);
    first.take().or(told)
}

/// The first panic in the window that is told, as it was noted down there.
static TOLD: Mutex<Option<Noted>> = Mutex::new(None);

/// What is known of a panic, in a place that was there before.
struct Noted {
    message: Note<4096>,
    location: Note<1024>,
    /// The addresses on the way to it, the innermost first.
    stack: [usize; 128],
    depth: usize,
}

/// The beginning of a text.
struct Note<const LENGTH: usize> {
    bytes: [u8; LENGTH],
    length: usize,
}

impl<const LENGTH: usize> Note<LENGTH> {
    fn of(text: impl Display) -> Self {
        let mut note = Note {
            bytes: [0; LENGTH],
            length: 0,
        };
        // Where there is no more room, the rest is left out.
        let _ = write!(note, "{text}");
        note
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes[..self.length]).into_owned()
    }
}

impl<const LENGTH: usize> fmt::Write for Note<LENGTH> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = LENGTH - self.length;
        let fits = &text.as_bytes()[..text.floor_char_boundary(room)];
        self.bytes[self.length..][..fits.len()].copy_from_slice(fits);
        self.length += fits.len();
        match fits.len() == text.len() {
            true => Ok(()),
            false => Err(fmt::Error),
        }
    }
}

impl Noted {
    fn of(info: &PanicHookInfo<'_>) -> Self {
        let mut noted = Noted {
            message: Note::of(info.payload_as_str().unwrap_or(NO_TEXT)),
            location: match info.location() {
                Some(location) => Note::of(location),
                None => Note::of("unknown"),
            },
            stack: [0; 128],
            depth: 0,
        };
        backtrace::trace(|frame| {
            noted.stack[noted.depth] = frame.ip().addr();
            noted.depth += 1;
            noted.depth < noted.stack.len()
        });
        noted
    }

    /// Where names are looked up elsewhere, and the line of the code under test with them.
    fn into_panic(self) -> Panic {
        let location = self.location.text();
        let source = SOURCE.get().map_or("", String::as_str);
        let file = location.rsplitn(3, ':').nth(2).unwrap_or_default();
        let stack = match file.ends_with(source) {
            true => Vec::new(),
            false => stacks::in_program(self.stack[..self.depth].iter().copied()),
        };
        Panic {
            message: self.message.text(),
            location,
            called_from: None,
            stack,
            input: None,
        }
    }
}

/// What is said of a panic that says nothing.
const NO_TEXT: &str = "a panic whose payload is not text";

/// A panic that the hook did not see.
pub(crate) fn unseen() -> Panic {
    Panic {
        message: "a panic without the panic hook (resume_unwind)".to_owned(),
        location: "unknown".to_owned(),
        called_from: None,
        stack: Vec::new(),
        input: None,
    }
}

/// Calls `f` and says whether it panicked, without a word on stderr.
///
/// For parts in which a panic is the right answer.
pub fn panics<R>(f: impl FnOnce() -> R) -> bool {
    EXPECTED.set(true);
    let panicked = std::panic::catch_unwind(AssertUnwindSafe(f)).is_err();
    EXPECTED.set(false);
    panicked
}

fn describe(info: &PanicHookInfo<'_>, source: &str) -> Panic {
    let location = info
        .location()
        .map_or_else(|| "unknown".to_owned(), ToString::to_string);
    let in_source = info
        .location()
        .is_some_and(|location| location.file().ends_with(source));
    let (called_from, stack) = match in_source {
        true => (None, Vec::new()),
        false => way_from(source),
    };
    Panic {
        message: info.payload_as_str().unwrap_or(NO_TEXT).to_owned(),
        location,
        called_from,
        stack,
        input: None,
    }
}

/// The innermost line of the current call stack in a file that ends with `source`; and the
/// addresses on it, where this process may not read its own debug information.
fn way_from(source: &str) -> (Option<String>, Vec<u64>) {
    let stack = backtrace::Backtrace::new();
    let symbols = || stack.frames().iter().flat_map(|frame| frame.symbols());
    let own = symbols().find_map(|symbol| {
        let file = symbol.filename()?.to_str()?;
        let line = symbol.lineno()?;
        file.ends_with(source).then(|| format!("{file}:{line}"))
    });
    let are_known = symbols().any(|symbol| symbol.filename().is_some());
    let addresses = match are_known {
        true => Vec::new(),
        false => {
            let addresses = stack.frames().iter().map(|frame| frame.ip().addr());
            stacks::in_program(addresses)
        }
    };
    (own, addresses)
}
