//! Lets a block end the profiler, after the counters were read in it.
//!
//! on = "starter"
//! part = "heap-cost"
//! sample = true

fn heap_cost() {
    let (value, stats) = {
        let _profiler = dhat::Profiler::builder().testing().build();
        let value = f();
        (value, dhat::HeapStats::get())
    };
    let cost = HeapCost {
        blocks: stats.total_blocks,
        bytes: stats.total_bytes,
        peak_bytes: stats.max_bytes as u64,
    };
    (value, cost)
}
