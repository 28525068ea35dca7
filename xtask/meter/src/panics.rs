//! Panics of the code under test. In: a panic. Out: its message and its line.
//!
//! The hook stays silent and remembers. A panic that ends the call is the report; one that
//! the code under test caught, as that of a thread of its own, stands beside its answer. What the hook allocates is left out of the counts of a window whose
//! code catches its own panics.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, OnceLock, PoisonError};

use meter_report::Panic;

use crate::{route, stacks};

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

/// What it allocates is not the code's that panicked.
fn hook(info: &PanicHookInfo<'_>) {
    if EXPECTED.with_borrow(|expected| *expected) {
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
    first.take()
}

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
        message: info
            .payload_as_str()
            .unwrap_or("a panic whose payload is not text")
            .to_owned(),
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
