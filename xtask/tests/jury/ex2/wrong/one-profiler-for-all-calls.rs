//! Keeps one profiler for all calls, so that a peak is the highest of all.
//!
//! on = "reference"
//! part = "heap-cost"
//! verdict = "wrong-answer"
//! sample = true

use std::sync::OnceLock;

static PROFILER: OnceLock<dhat::Profiler> = OnceLock::new();

fn heap_cost() {
    PROFILER.get_or_init(|| dhat::Profiler::builder().testing().build());
    let before = dhat::HeapStats::get();
    let value = f();
    let after = dhat::HeapStats::get();
    let cost = HeapCost {
        blocks: after.total_blocks - before.total_blocks,
        bytes: after.total_bytes - before.total_bytes,
        peak_bytes: (after.max_bytes - before.curr_bytes) as u64,
    };
    (value, cost)
}
