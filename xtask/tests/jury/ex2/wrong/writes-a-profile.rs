//! Starts a profiler that prints and writes a file for each call.
//!
//! on = "reference"
//! part = "heap-cost"
//! verdict = "over-budget"
//! finding = "none"

fn heap_cost() {
    let profiler = dhat::Profiler::new_heap();
    let value = f();
    let stats = dhat::HeapStats::get();
    drop(profiler);
    let cost = HeapCost {
        blocks: stats.total_blocks,
        bytes: stats.total_bytes,
        peak_bytes: stats.max_bytes as u64,
    };
    (value, cost)
}
