//! Call stacks of allocations. In: the moment of an allocation. Out: the number of
//! its call stack, and in the end the functions and lines of each stack.
//!
//! Only addresses are kept while the window is open. Their names are looked up once,
//! when all is over, and only for addresses in the program itself: the names of the
//! system's libraries tell nothing, and finding them can take much longer than all
//! the rest.

use std::cell::Cell;
use std::collections::HashMap;
use std::ffi::c_void;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

/// The most frames of a stack that are kept: the innermost ones.
const DEEPEST: usize = 48;

thread_local! {
    /// Where the stack of the code under test begins, on the thread of the window.
    /// What is beyond is the harness, and need not be walked.
    static OUTERMOST: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// Says that what is called from here on is the code under test.
pub(crate) fn begin_here() {
    let local = 0_u8;
    OUTERMOST.set((&raw const local).addr());
}

/// All stacks that were seen, each once.
#[derive(Default)]
pub(crate) struct Stacks {
    numbers: Mutex<HashMap<Vec<usize>, u32>>,
}

/// The stacks with their frames in words.
#[derive(Serialize)]
pub(crate) struct Named {
    /// For each stack the numbers of its frames, the innermost first.
    stacks: Vec<Vec<usize>>,
    /// `0x55d3: function (path/to/file.rs:12:5)`, the way dhat writes frames.
    frames: Vec<String>,
}

impl Stacks {
    /// The number of the stack on which this is called.
    pub(crate) fn current(&self) -> u32 {
        let mut addresses = [0; DEEPEST];
        let mut depth = 0;
        let outermost = OUTERMOST.get();
        backtrace::trace(|frame| {
            // Stacks grow towards lower addresses wherever Rust has a heap.
            if frame.sp().addr() > outermost {
                return false;
            }
            addresses[depth] = frame.ip().addr();
            depth += 1;
            depth < DEEPEST
        });
        let mut numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = numbers.get(&addresses[..depth]) {
            return *number;
        }
        let number = numbers.len() as u32;
        numbers.insert(addresses[..depth].to_vec(), number);
        number
    }

    /// Looks up the names of all frames.
    pub(crate) fn named(&self) -> Named {
        let numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        let mut in_order: Vec<(&Vec<usize>, &u32)> = numbers.iter().collect();
        in_order.sort_by_key(|(_, number)| **number);
        let program = program_addresses();
        let mut frames: Vec<String> = Vec::new();
        // An address stands for several frames where functions were inlined.
        let mut known: HashMap<usize, Range<usize>> = HashMap::new();
        let mut stacks = Vec::with_capacity(in_order.len());
        for (addresses, _) in in_order {
            let mut stack = Vec::new();
            for address in addresses {
                let range = known.entry(*address).or_insert_with(|| {
                    let start = frames.len();
                    if program.as_ref().is_none_or(|p| p.contains(address)) {
                        names(*address, &mut frames);
                    }
                    start..frames.len()
                });
                stack.extend(range.clone());
            }
            stacks.push(stack);
        }
        Named { stacks, frames }
    }
}

/// Adds the frames at one address, the innermost first.
fn names(address: usize, frames: &mut Vec<String>) {
    // What is on a stack is the address after a call; the call is before it.
    let call = address.saturating_sub(1) as *mut c_void;
    backtrace::resolve(call, |symbol| {
        let name = match symbol.name() {
            Some(name) => format!("{name:#}"),
            None => "???".to_owned(),
        };
        let place = match (symbol.filename(), symbol.lineno(), symbol.colno()) {
            (Some(file), Some(line), Some(column)) => {
                format!("{}:{line}:{column}", file.display())
            }
            (Some(file), Some(line), None) => format!("{}:{line}", file.display()),
            _ => "???:0:0".to_owned(),
        };
        frames.push(format!("{address:#x}: {name} ({place})"));
    });
}

/// Where the program itself lies in memory; none where the system does not tell.
fn program_addresses() -> Option<Range<usize>> {
    let program = std::env::current_exe().ok()?;
    let maps = std::fs::read_to_string("/proc/self/maps").ok()?;
    let mut all: Option<Range<usize>> = None;
    for line in maps.lines() {
        if !line.ends_with(program.to_str()?) {
            continue;
        }
        let (start, end) = line.split(' ').next()?.split_once('-')?;
        let start = usize::from_str_radix(start, 16).ok()?;
        let end = usize::from_str_radix(end, 16).ok()?;
        all = Some(match all {
            Some(all) => all.start.min(start)..all.end.max(end),
            None => start..end,
        });
    }
    all
}
