//! Makes the cost by `From`, and lets the end of the function end the profiler.
//!
//! on = "reference"
//! part = "heap-cost"

impl From<dhat::HeapStats> for HeapCost {
    fn from(stats: dhat::HeapStats) -> Self {
        HeapCost {
            blocks: stats.total_blocks,
            bytes: stats.total_bytes,
            peak_bytes: stats.max_bytes.try_into().unwrap_or(u64::MAX),
        }
    }
}

fn heap_cost() {
    let _profiler = dhat::Profiler::builder().testing().build();
    (f(), dhat::HeapStats::get().into())
}
