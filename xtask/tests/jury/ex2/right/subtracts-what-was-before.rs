//! Starts a profiler for the call, and subtracts what it has counted before.
//!
//! on = "reference"
//! part = "heap-cost"

use dhat::{HeapStats, Profiler};

fn heap_cost() {
    let profiler = Profiler::builder()
        .testing()
        .trim_backtraces(Some(4))
        .build();
    let before = HeapStats::get();
    let value = f();
    let after = HeapStats::get();
    std::mem::drop(profiler);
    (
        value,
        HeapCost {
            blocks: after.total_blocks - before.total_blocks,
            bytes: after.total_bytes - before.total_bytes,
            peak_bytes: (after.max_bytes - before.curr_bytes) as u64,
        },
    )
}
