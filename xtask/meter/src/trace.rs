//! The order of events in a window. In: each call of the allocator. Out: a file
//! that says which block was made, resized or freed, one event after the other, in
//! the format of [`meter_report::trace`].

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering::Relaxed};

use meter_report::trace::BlockEvent;

use crate::route;
use crate::stacks::Stacks;

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
/// Whether the window has closed. What is made from now on is nobody's cost.
static CLOSED: AtomicBool = AtomicBool::new(false);
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
    let is_closed = CLOSED.load(Relaxed);
    if is_closed && before.is_null() {
        return;
    }
    let at = NEXT.fetch_add(1, Relaxed);
    if let Some(slot) = SLOTS.get().and_then(|slots| slots.get(at)) {
        slot.before.store(before.addr() as u64, Relaxed);
        slot.after.store(after.addr() as u64, Relaxed);
        slot.bytes.store(bytes as u64, Relaxed);
        if let Some(stacks) = STACKS.get()
            && !after.is_null()
            && !is_closed
        {
            let stack = route::apart(|| stacks.current());
            slot.stack.store(stack, Relaxed);
        }
    }
}

/// The window closes: from now on only what happens to its blocks is kept. Returns how many
/// events it had.
pub(crate) fn close() -> usize {
    CLOSED.store(true, Relaxed);
    NEXT.load(Relaxed)
}

/// Writes the events of the window, which had so many, in their order into the file that
/// [`create`] made. With call stacks, what happened to its blocks since is there as well.
pub(crate) fn write(events: usize) -> io::Result<()> {
    let file = FILE
        .get()
        .ok_or_else(|| io::Error::other("no file was made for it"))?;
    let slots = SLOTS.get().map(|slots| &slots[..]).unwrap_or_default();
    let (kept, later) = slots.split_at(events.min(slots.len()));
    let since = NEXT.load(Relaxed) - events;
    let mut out = BufWriter::new(file);
    out.write_all(b"{\"events\":[")?;
    let mut separator = "";
    let mut blocks = BlockNumbers::default();
    let mut at: Vec<u32> = Vec::new();
    for slot in kept {
        if let Some(event) = blocks.event(slot) {
            write!(out, "{separator}{event}")?;
            separator = ",";
            at.push(slot.stack.load(Relaxed));
        }
    }
    write!(out, "],\"truncated\":{}", events > kept.len())?;
    if let Some(stacks) = STACKS.get() {
        let text = serde_json::to_string(&stacks.of_events(at))?;
        write!(out, ",{}", &text[1..text.len() - 1])?;
        if let Some(later) = later.get(..since) {
            out.write_all(b",\"afterwards\":[")?;
            let later = later.iter().filter_map(|slot| blocks.event(slot));
            let texts: Vec<String> = later.map(|event| event.to_string()).collect();
            write!(out, "{}]", texts.join(","))?;
        }
    }
    writeln!(out, "}}")?;
    out.flush()
}

/// Numbers blocks in the order in which they are made.
#[derive(Default)]
struct BlockNumbers {
    live: HashMap<u64, u64>,
    made: u64,
}

impl BlockNumbers {
    /// The event of a slot; none if its block is older than the window.
    fn event(&mut self, slot: &Slot) -> Option<BlockEvent> {
        let (before, after) = (slot.before.load(Relaxed), slot.after.load(Relaxed));
        let block = match before {
            0 => {
                self.made += 1;
                self.made - 1
            }
            before => self.live.remove(&before)?,
        };
        if after == 0 {
            return Some(BlockEvent::Freed { block });
        }
        self.live.insert(after, block);
        let bytes = slot.bytes.load(Relaxed);
        Some(match before {
            0 => BlockEvent::Made { block, bytes },
            before => BlockEvent::Resized {
                block,
                bytes,
                moved: before != after,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_numbered_as_they_are_made_whatever_their_addresses() {
        let mut blocks = BlockNumbers::default();
        let mut told = |before, after, bytes| {
            let slot = Slot {
                before: AtomicU64::new(before),
                after: AtomicU64::new(after),
                bytes: AtomicU64::new(bytes),
                stack: AtomicU32::new(0),
            };
            blocks.event(&slot)
        };
        let resized = |block, bytes, moved| BlockEvent::Resized {
            block,
            bytes,
            moved,
        };
        for (before, after, bytes, event) in [
            (0, 16, 8, Some(BlockEvent::Made { block: 0, bytes: 8 })),
            (0, 32, 9, Some(BlockEvent::Made { block: 1, bytes: 9 })),
            (16, 16, 10, Some(resized(0, 10, false))),
            (16, 64, 20, Some(resized(0, 20, true))),
            (32, 0, 0, Some(BlockEvent::Freed { block: 1 })),
            // Older than the window.
            (96, 0, 0, None),
            (98, 99, 5, None),
            // An address is used again.
            (0, 32, 7, Some(BlockEvent::Made { block: 2, bytes: 7 })),
            (64, 0, 0, Some(BlockEvent::Freed { block: 0 })),
            (32, 0, 0, Some(BlockEvent::Freed { block: 2 })),
        ] {
            assert_eq!(told(before, after, bytes), event, "{before} {after}");
        }
    }
}
