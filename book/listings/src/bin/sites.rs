//! Makes the profile of `stations`, reads it, and prints who asked: of each
//! call stack the numbers, and those frames that are lines of our own.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{env, fs, process};

use listings::ch02::{CITIES, days_of, station_names, weather_log};
use serde::Deserialize;

#[global_allocator]
static ALLOC: dhat::Alloc = dhat::Alloc;

// ANCHOR: profile
/// What we need of `dhat-heap.json`.
#[derive(Deserialize)]
struct Profile {
    /// One point for each call stack that asked for memory.
    pps: Vec<Point>,
    /// The text of each frame: address, function, file, line.
    ftbl: Vec<String>,
}

#[derive(Deserialize)]
struct Point {
    /// Blocks in all.
    tbk: u64,
    /// Bytes in all, at the peak of the program, and at its end.
    tb: u64,
    gb: u64,
    eb: u64,
    /// The frames, the allocation first, as places in `ftbl`.
    fs: Vec<usize>,
}
// ANCHOR_END: profile

fn main() -> Result<(), Box<dyn Error>> {
    let file = env::temp_dir().join(format!("sites-{}.json", process::id()));
    record(&file);
    let json = fs::read(&file)?;
    fs::remove_file(&file)?;
    print(&serde_json::from_slice(&json)?);
    Ok(())
}

/// The work of `stations`, without what it prints.
fn record(file: &Path) {
    let log = weather_log(1_000);
    let _profiler = dhat::Profiler::builder().file_name(file).build();
    let names = station_names(&log);
    for city in CITIES {
        std::hint::black_box(days_of(&log, city));
    }
    drop(names);
}

/// Adds up the points whose frames are the same lines of ours: the optimiser
/// may have made several calls out of one line.
fn print(profile: &Profile) {
    let mut sites: BTreeMap<Vec<&str>, [u64; 4]> = BTreeMap::new();
    for point in &profile.pps {
        let frames = point
            .fs
            .iter()
            .filter_map(|frame| ours(&profile.ftbl[*frame]));
        let sums = sites.entry(frames.collect()).or_default();
        for (sum, number) in sums
            .iter_mut()
            .zip([point.tbk, point.tb, point.gb, point.eb])
        {
            *sum += number;
        }
    }
    let mut sites: Vec<_> = sites.into_iter().collect();
    sites.sort_by_key(|(_, sums)| std::cmp::Reverse(*sums));
    println!("total blocks  total bytes  bytes at peak  bytes at end");
    for (frames, [blocks, bytes, at_peak, at_end]) in sites {
        println!("\n{blocks:>12} {bytes:>12} {at_peak:>14} {at_end:>13}");
        for frame in frames {
            println!("    {frame}");
        }
    }
}

/// The frame without its address, if it is a line of the chapter.
fn ours(frame: &str) -> Option<&str> {
    let (_address, frame) = frame.split_once(": ")?;
    frame.contains("listings/src/ch02.rs").then_some(frame)
}
