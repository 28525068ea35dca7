//! A test that fails when a function begins to allocate more.

// ANCHOR: main
use listings::ch02::{days_of_borrowed, weather_log};

#[global_allocator]
static ALLOC: dhat::Alloc = dhat::Alloc;

fn main() {
    let log = weather_log(1_000);
    let _profiler = dhat::Profiler::builder().testing().build();

    let days = days_of_borrowed(&log, "oslo");

    let stats = dhat::HeapStats::get();
    dhat::assert_eq!(stats.total_blocks, 0);
    dhat::assert!(days > 0);
}
// ANCHOR_END: main
