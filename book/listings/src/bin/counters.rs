//! Reads dhat's counters at several moments.

// ANCHOR: main
use dhat::HeapStats;
use listings::ch02::{days_of, station_names, weather_log};

#[global_allocator]
static ALLOC: dhat::Alloc = dhat::Alloc;

fn main() {
    let log = weather_log(1_000);
    let _profiler = dhat::Profiler::builder().testing().build();

    let start = HeapStats::get();
    let names = station_names(&log);
    let made = HeapStats::get();
    drop(names);
    let dropped = HeapStats::get();
    days_of(&log, "oslo");
    let counted = HeapStats::get();

    // Printed at the end, since the buffer of `println!` would count too.
    println!("moment    total_blocks  curr_blocks  curr_bytes  max_bytes");
    show("start", &start);
    show("made", &made);
    show("dropped", &dropped);
    show("counted", &counted);
}

fn show(moment: &str, stats: &HeapStats) {
    println!(
        "{moment:<8} {:>13} {:>12} {:>11} {:>10}",
        stats.total_blocks, stats.curr_blocks, stats.curr_bytes, stats.max_bytes
    );
}
// ANCHOR_END: main
