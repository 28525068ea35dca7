//! Forgets the profiler, so that a second one cannot start.
//!
//! on = "reference"
//! part = "heap-cost"
//! verdict = "panicked"

fn heap_cost() {
    std::mem::forget(dhat::Profiler::builder().testing().build());
    let value = f();
    let stats = dhat::HeapStats::get();
    let cost = HeapCost {
        blocks: stats.total_blocks,
        bytes: stats.total_bytes,
        peak_bytes: stats.max_bytes as u64,
    };
    (value, cost)
}
