//! The order of events in a window. In: each call of the allocator. Out: a file
//! that says which block was made, resized or freed, one event after the other.
//!
//! The file is one JSON object: `{"events": […], "truncated": false}`. An event is
//! `["a", block, bytes]` for a new block, `["r", block, bytes, moved]` for one
//! that was resized (`moved` is true if its address changed), and `["f", block]`
//! for one that was freed. Blocks are numbered from 0 in the order in which they
//! were made. What was made before the window is left out.
//!
//! If call stacks are asked for, the object also has `"at"`, the number of the stack
//! of each event (0 for one that was freed), `"stacks"`, with the numbers of the
//! addresses on each, and `"addresses"`: see [`crate::stacks`].

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering::Relaxed};

use serde::Serialize;

use crate::route;
use crate::stacks::{Addressed, Stacks};

/// How many events are kept. Later ones are left out, and the file says so.
const KEPT: usize = 1 << 22;
/// How many are kept with their stacks, which take time to walk.
const KEPT_WITH_STACKS: usize = 1 << 18;

/// What is kept of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// What happened.
    Events,
    /// What happened, and on which call stack.
    Stacks,
}

/// One call of the allocator: addresses before and after, and the new size.
/// A new block has no address before, and a freed one none after.
struct Slot {
    before: AtomicU64,
    after: AtomicU64,
    bytes: AtomicU64,
    stack: AtomicU32,
}

static STACKS: OnceLock<Stacks> = OnceLock::new();
static SLOTS: OnceLock<Box<[Slot]>> = OnceLock::new();
static NEXT: AtomicUsize = AtomicUsize::new(0);
static FILE: OnceLock<File> = OnceLock::new();

/// Makes the file for the events, before the process may be sealed.
pub(crate) fn create(path: &Path) -> io::Result<()> {
    // One window, one file.
    let _ = FILE.set(File::create(path)?);
    Ok(())
}

/// Makes room for the events. To be called before the window opens.
pub(crate) fn prepare(keep: Keep) {
    let kept = match keep {
        Keep::Events => KEPT,
        Keep::Stacks => {
            STACKS.get_or_init(Stacks::default);
            KEPT_WITH_STACKS
        }
    };
    SLOTS.get_or_init(|| {
        // From the system as zeroes: pages that no event reaches are never touched.
        let slots = Box::new_zeroed_slice(kept);
        // SAFETY: a slot is made of atomic integers, for which zeroes are valid.
        unsafe { slots.assume_init() }
    });
}

/// Keeps one event, if there is room. What it allocates for itself is not counted.
pub(crate) fn record(before: *const u8, after: *const u8, bytes: usize) {
    if before.is_null() && after.is_null() {
        // The system had no memory for it.
        return;
    }
    let at = NEXT.fetch_add(1, Relaxed);
    if let Some(slot) = SLOTS.get().and_then(|slots| slots.get(at)) {
        slot.before.store(before.addr() as u64, Relaxed);
        slot.after.store(after.addr() as u64, Relaxed);
        slot.bytes.store(bytes as u64, Relaxed);
        if let Some(stacks) = STACKS.get()
            && !after.is_null()
        {
            let stack = route::apart(|| stacks.current());
            slot.stack.store(stack, Relaxed);
        }
    }
}

/// What the file has for stacks, beside the events.
#[derive(Serialize)]
struct WithStacks {
    at: Vec<u32>,
    #[serde(flatten)]
    addressed: Addressed,
}

/// How many events there were so far.
pub(crate) fn events() -> usize {
    NEXT.load(Relaxed)
}

/// Writes the first `events` events, in their order, into the file that [`create`]
/// made.
pub(crate) fn write(events: usize) -> io::Result<()> {
    let file = FILE
        .get()
        .ok_or_else(|| io::Error::other("no file was made for it"))?;
    let slots = SLOTS.get().map(|slots| &slots[..]).unwrap_or_default();
    let kept = &slots[..events.min(slots.len())];
    let mut out = BufWriter::new(file);
    out.write_all(b"{\"events\":[")?;
    let mut separator = "";
    let mut blocks: HashMap<u64, usize> = HashMap::new();
    let mut made = 0;
    let mut at: Vec<u32> = Vec::new();
    for slot in kept {
        let (before, after) = (slot.before.load(Relaxed), slot.after.load(Relaxed));
        let bytes = slot.bytes.load(Relaxed);
        if before == 0 {
            write!(out, "{separator}[\"a\",{made},{bytes}]")?;
            blocks.insert(after, made);
            made += 1;
        } else if let Some(block) = blocks.remove(&before) {
            if after == 0 {
                write!(out, "{separator}[\"f\",{block}]")?;
            } else {
                let moved = before != after;
                write!(out, "{separator}[\"r\",{block},{bytes},{moved}]")?;
                blocks.insert(after, block);
            }
        } else {
            continue;
        }
        separator = ",";
        at.push(slot.stack.load(Relaxed));
    }
    write!(out, "],\"truncated\":{}", events > kept.len())?;
    if let Some(stacks) = STACKS.get() {
        let text = serde_json::to_string(&WithStacks {
            at,
            addressed: stacks.addressed(),
        })?;
        write!(out, ",{}", &text[1..text.len() - 1])?;
    }
    writeln!(out, "}}")?;
    out.flush()
}
