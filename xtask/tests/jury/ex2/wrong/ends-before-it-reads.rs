//! Reads the counters when the profiler has ended.
//!
//! on = "reference"
//! part = "heap-cost"
//! verdict = "panicked"

fn heap_cost() {
    let profiler = dhat::Profiler::builder().testing().build();
    let value = f();
    drop(profiler);
    let stats = dhat::HeapStats::get();
    let cost = HeapCost {
        blocks: stats.total_blocks,
        bytes: stats.total_bytes,
        peak_bytes: stats.max_bytes as u64,
    };
    (value, cost)
}
