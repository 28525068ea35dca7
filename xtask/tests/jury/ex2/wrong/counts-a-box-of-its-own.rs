//! Puts the value into a box while the profiler counts.
//!
//! on = "reference"
//! part = "heap-cost"
//! verdict = "wrong-answer"

fn heap_cost() {
    let profiler = dhat::Profiler::builder().testing().build();
    let value = std::hint::black_box(Box::new(f()));
    let stats = dhat::HeapStats::get();
    drop(profiler);
    let cost = HeapCost {
        blocks: stats.total_blocks,
        bytes: stats.total_bytes,
        peak_bytes: stats.max_bytes as u64,
    };
    (*value, cost)
}
