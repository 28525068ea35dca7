//! Resident memory: what the system says that a process holds.
//!
//! Every function runs an experiment from start to end and answers with the
//! megabytes at each moment of it, for a process that does nothing else. On
//! systems other than Linux all of them are `NAN`.

use std::fs;
use std::hint::black_box;
use std::thread;

// ANCHOR: resident_mb
/// The megabytes that this process has in memory now, as Linux counts them.
pub fn resident_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")) // "VmRSS:     2096 kB"
        .and_then(|rest| rest.trim().strip_suffix(" kB"))
        .and_then(|kib| kib.parse::<f64>().ok());
    kib.map_or(f64::NAN, |kib| kib * 1_024.0 / 1e6)
}
// ANCHOR_END: resident_mb

// ANCHOR: texts
/// So many texts of so many letters, each in a block of its own.
pub fn texts(count: usize, letters: usize) -> Vec<String> {
    black_box((0..count).map(|_| "x".repeat(letters)).collect())
}
// ANCHOR_END: texts

/// Many small blocks: before, full, all dropped, full again.
pub fn small_blocks() -> [f64; 4] {
    // ANCHOR: small_blocks
    let start = resident_mb();
    let names = texts(200_000, 40);
    let full = resident_mb();
    drop(names);
    let dropped = resident_mb();
    let names = texts(200_000, 40);
    let again = resident_mb();
    // ANCHOR_END: small_blocks
    drop(names);
    [start, full, dropped, again]
}

/// Larger blocks: before, full, all dropped.
pub fn larger_blocks() -> [f64; 3] {
    let start = resident_mb();
    let pages = texts(10_000, 1_000);
    let full = resident_mb();
    drop(pages);
    [start, full, resident_mb()]
}

/// Larger blocks, of which the last one stays: full, all others dropped.
pub fn survivor() -> [f64; 2] {
    // ANCHOR: survivor
    let mut pages = texts(10_000, 1_000);
    let full = resident_mb();
    let kept = pages.pop(); // the last one, at the end of the heap
    drop(pages);
    let alone = resident_mb();
    // ANCHOR_END: survivor
    drop(black_box(kept));
    [full, alone]
}

/// One large block: before, full, cleared, dropped.
pub fn one_block() -> [f64; 4] {
    // ANCHOR: one_block
    let start = resident_mb();
    let mut bytes: Vec<u8> = black_box(vec![1; 20_000_000]);
    let full = resident_mb();
    bytes.clear();
    let cleared = resident_mb();
    drop(bytes);
    let dropped = resident_mb();
    // ANCHOR_END: one_block
    [start, full, cleared, dropped]
}

/// One large block of which a part is kept: full, truncated, shrunk.
pub fn shrunk() -> [f64; 3] {
    let mut bytes: Vec<u8> = black_box(vec![1; 20_000_000]);
    let full = resident_mb();
    bytes.truncate(400_000);
    let truncated = resident_mb();
    bytes.shrink_to_fit();
    let shrunk = resident_mb();
    drop(black_box(bytes));
    [full, truncated, shrunk]
}

/// A block that is asked for and not written: before, reserved, half written.
pub fn untouched() -> [f64; 3] {
    // ANCHOR: untouched
    let start = resident_mb();
    let mut bytes: Vec<u8> = black_box(vec![0; 20_000_000]);
    let reserved = resident_mb();
    bytes[..10_000_000].fill(1);
    let half = resident_mb();
    // ANCHOR_END: untouched
    drop(black_box(bytes));
    [start, reserved, half]
}

/// The same texts one after the other: before, and when all were made.
pub fn in_turn() -> [f64; 2] {
    let start = resident_mb();
    for _ in 0..200_000 {
        // ANCHOR: in_turn
        let name = "x".repeat(40);
        // ANCHOR_END: in_turn
        black_box(&name);
    }
    [start, resident_mb()]
}

/// The same texts as slices of one text: before, full, all dropped.
pub fn one_text() -> [f64; 3] {
    let start = resident_mb();
    // ANCHOR: one_text
    let text = "x".repeat(40 * 200_000);
    let starts = (0..text.len()).step_by(40);
    let names: Vec<&str> = starts.map(|start| &text[start..start + 40]).collect();
    // ANCHOR_END: one_text
    black_box(&names);
    let full = resident_mb();
    drop(names);
    drop(text);
    [start, full, resident_mb()]
}

/// The small blocks again, after another thread had made and dropped as many.
pub fn after_a_thread() -> f64 {
    // ANCHOR: after_a_thread
    let worker = thread::spawn(|| drop(texts(200_000, 40)));
    let _ = worker.join();
    let names = texts(200_000, 40);
    let full = resident_mb();
    // ANCHOR_END: after_a_thread
    drop(names);
    full
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(target_os = "linux")]
    fn a_process_holds_something() {
        let megabytes = super::resident_mb();
        assert!((0.1..100_000.0).contains(&megabytes), "{megabytes}");
    }
}
