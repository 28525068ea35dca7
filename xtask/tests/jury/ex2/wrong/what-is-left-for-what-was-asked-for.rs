//! Tells what is still allocated after the call.
//!
//! on = "reference"
//! part = "heap-cost"
//! verdict = "wrong-answer"

fn heap_cost() {
    let _profiler = dhat::Profiler::builder().testing().build();
    let value = f();
    let stats = dhat::HeapStats::get();
    let cost = HeapCost {
        blocks: stats.curr_blocks as u64,
        bytes: stats.curr_bytes as u64,
        peak_bytes: stats.max_bytes as u64,
    };
    (value, cost)
}
