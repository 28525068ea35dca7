//! The order of events in a window. In: each call of the allocator. Out: a file
//! that says which block was made, resized or freed, one event after the other.
//!
//! The file is one JSON object: `{"events": […], "truncated": false}`. An event is
//! `["a", block, bytes]` for a new block, `["r", block, bytes, moved]` for one
//! that was resized (`moved` is true if its address changed), and `["f", block]`
//! for one that was freed. Blocks are numbered from 0 in the order in which they
//! were made. What was made before the window is left out.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

/// How many events are kept. Later ones are left out, and the file says so.
const KEPT: usize = 1 << 22;

/// One call of the allocator: addresses before and after, and the new size.
/// A new block has no address before, and a freed one none after.
struct Slot {
    before: AtomicU64,
    after: AtomicU64,
    bytes: AtomicU64,
}

static SLOTS: OnceLock<Box<[Slot]>> = OnceLock::new();
static NEXT: AtomicUsize = AtomicUsize::new(0);

/// Makes room for the events. To be called before the window opens.
pub(crate) fn prepare() {
    let empty = || Slot {
        before: AtomicU64::new(0),
        after: AtomicU64::new(0),
        bytes: AtomicU64::new(0),
    };
    SLOTS.get_or_init(|| std::iter::repeat_with(empty).take(KEPT).collect());
}

/// Keeps one event, if there is room. Never allocates.
pub(crate) fn record(before: *const u8, after: *const u8, bytes: usize) {
    let at = NEXT.fetch_add(1, Relaxed);
    if let Some(slot) = SLOTS.get().and_then(|slots| slots.get(at)) {
        slot.before.store(before.addr() as u64, Relaxed);
        slot.after.store(after.addr() as u64, Relaxed);
        slot.bytes.store(bytes as u64, Relaxed);
    }
}

/// How many events there were so far.
pub(crate) fn events() -> usize {
    NEXT.load(Relaxed)
}

/// Writes the first `events` events, in their order.
pub(crate) fn write(path: &Path, events: usize) -> io::Result<()> {
    let slots = SLOTS.get().map(|slots| &slots[..]).unwrap_or_default();
    let kept = &slots[..events.min(slots.len())];
    let mut out = BufWriter::new(File::create(path)?);
    out.write_all(b"{\"events\":[")?;
    let mut separator = "";
    let mut blocks: HashMap<u64, usize> = HashMap::new();
    let mut made = 0;
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
    }
    writeln!(out, "],\"truncated\":{}}}", events > kept.len())?;
    out.flush()
}
