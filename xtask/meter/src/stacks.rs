//! Call stacks of allocations. In: the moment of an allocation. Out: the number of
//! its call stack, and in the end the addresses on each stack.
//!
//! The names of what is there are looked up by another process of the same program
//! ([`write_names`]), once for all windows of an exercise, since reading the debug
//! information takes longer than most windows. Addresses outside of the program are
//! left out: the names of the system's libraries tell nothing. Where the system does
//! not tell where the program lies in memory, names are looked up at once.
//!
//! For that other process, a folder has `addresses.json`, a list of numbers: bytes
//! from where the program begins in memory. It gets `names.json`: for each address a
//! list of frames, the innermost first, such as
//! `0x55d3: function (path/to/file.rs:12:5)`, the way dhat writes them.

use std::cell::Cell;
use std::collections::HashMap;
use std::ffi::c_void;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use meter_report::trace::CallStacks;

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

static PROGRAM: OnceLock<Option<Range<usize>>> = OnceLock::new();

/// Finds out where the program lies in memory, before the process may be sealed.
pub(crate) fn locate() {
    PROGRAM.get_or_init(program_addresses);
}

/// Those addresses that are the program's own, in bytes from where it begins in memory.
/// Nothing where that is not known.
pub(crate) fn in_program(addresses: impl Iterator<Item = usize>) -> Vec<u64> {
    let Some(program) = PROGRAM.get_or_init(program_addresses) else {
        return Vec::new();
    };
    let own = addresses.filter(|address| program.contains(address));
    own.map(|address| (address - program.start) as u64)
        .collect()
}

/// All stacks that were seen, each once.
#[derive(Default)]
pub(crate) struct Stacks {
    numbers: Mutex<HashMap<Vec<usize>, u32>>,
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

    /// All stacks, in the order of their numbers, for events that have these numbers.
    pub(crate) fn of_events(&self, at: Vec<u32>) -> CallStacks {
        let numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        let mut in_order: Vec<(&Vec<usize>, &u32)> = numbers.iter().collect();
        in_order.sort_by_key(|(_, number)| **number);
        let program = PROGRAM.get_or_init(program_addresses).clone();
        let start = program.as_ref().map_or(0, |program| program.start);
        let is_kept = |address: &&usize| program.as_ref().is_none_or(|p| p.contains(*address));
        let mut addresses: Vec<usize> = Vec::new();
        let mut known: HashMap<usize, usize> = HashMap::new();
        let mut stacks = Vec::with_capacity(in_order.len());
        for (stack, _) in in_order {
            let numbers = stack.iter().filter(is_kept).map(|address| {
                *known.entry(*address).or_insert_with(|| {
                    addresses.push(*address - start);
                    addresses.len() - 1
                })
            });
            stacks.push(numbers.collect());
        }
        let names = || addresses.iter().map(|address| names(*address)).collect();
        CallStacks {
            at,
            names: program.is_none().then(names),
            stacks,
            addresses: addresses.iter().map(|address| *address as u64).collect(),
        }
    }
}

/// Looks up the addresses in `addresses.json` of a folder, and writes `names.json`.
pub(crate) fn write_names(folder: &Path) -> io::Result<()> {
    let addresses: Vec<usize> = serde_json::from_slice(&fs::read(folder.join("addresses.json"))?)?;
    let program = program_addresses()
        .ok_or_else(|| io::Error::other("where the program lies in memory is not known"))?;
    let names: Vec<Vec<String>> = addresses
        .iter()
        .map(|address| names(program.start.saturating_add(*address)))
        .collect();
    fs::write(folder.join("names.json"), serde_json::to_vec(&names)?)
}

/// The frames at one address, the innermost first: several where functions were
/// inlined.
fn names(address: usize) -> Vec<String> {
    let mut frames = Vec::new();
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
    frames
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
