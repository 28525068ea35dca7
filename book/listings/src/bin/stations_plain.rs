//! Does what `stations` does, and nobody watches: heaptrack needs no change to
//! a program.

// ANCHOR: main
use listings::ch02::{CITIES, days_of, station_names, weather_log};

fn main() {
    let log = weather_log(1_000);

    let names = station_names(&log);
    for city in CITIES {
        println!("{city}: {} days", days_of(&log, city));
    }
    println!("{} lines in all", names.len());
    std::mem::forget(names); // never freed: a leak, made on purpose
}
// ANCHOR_END: main
