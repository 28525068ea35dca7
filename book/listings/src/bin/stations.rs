//! Reads a weather log while dhat watches. It prints dhat's totals to standard
//! error, and leaves `dhat-heap.json` in the folder where it runs.

// ANCHOR: main
use listings::ch02::{CITIES, days_of, station_names, weather_log};

#[global_allocator]
static ALLOC: dhat::Alloc = dhat::Alloc;

fn main() {
    let log = weather_log(1_000); // before the profiler: not counted
    let _profiler = dhat::Profiler::new_heap();

    let names = station_names(&log);
    for city in CITIES {
        println!("{city}: {} days", days_of(&log, city));
    }
    println!("{} lines in all", names.len());
}
// ANCHOR_END: main
