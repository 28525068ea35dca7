//! Prints what each call cost.
//!
//! on = "reference"
//! part = "heap-cost"
//! verdict = "over-budget"
//! finding = "none"

fn heap_cost() {
    let profiler = dhat::Profiler::builder().testing().build();
    let value = f();
    let stats = dhat::HeapStats::get();
    drop(profiler);
    eprintln!("{stats:?}");
    let cost = HeapCost {
        blocks: stats.total_blocks,
        bytes: stats.total_bytes,
        peak_bytes: stats.max_bytes as u64,
    };
    (value, cost)
}
