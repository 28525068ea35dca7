//! How the listings of chapter 8 are weighed: on files of votes, and of orders.

use std::io::BufReader;

use listings::ch08::{self, reference, starter};
use meter::{Rng, Window};

use super::{Fact, Listing, Rough, call};

#[path = "../../../../exercises/ex7-mystery/src/orders.rs"]
mod orders;

/// Rows of votes, and of those that are drawn as a curve.
const ROWS: &[usize] = &[100, 1_000, 10_000];
/// Rows of the file of orders.
const ORDERS: &[usize] = &[1_000, 10_000];
/// What files are made from.
const SEED: u64 = 42;

pub const LISTINGS: &[Listing] = &[
    Listing {
        name: "ch08/all_lists",
        sizes: ROWS,
        traced: &[10_000],
        weigh: |window| call(window, votes(window).as_str(), ch08::all_lists),
    },
    Listing {
        name: "ch08/moved",
        sizes: ROWS,
        traced: &[10_000],
        weigh: |window| call(window, votes(window).as_str(), ch08::moved),
    },
    Listing {
        name: "ch08/borrowed",
        sizes: ROWS,
        traced: &[10_000],
        weigh: |window| {
            let votes = votes(window);
            drop(window.weigh(votes.as_str(), ch08::borrowed));
            window.answer(&());
        },
    },
    Listing {
        name: "ch08/streamed",
        sizes: ROWS,
        traced: &[10_000],
        weigh: |window| {
            call(window, votes(window).as_bytes(), |mut file| {
                ch08::streamed(&mut file)
            })
        },
    },
    Listing {
        name: "ch08/with_entry",
        sizes: ROWS,
        traced: &[],
        weigh: |window| {
            call(window, votes(window).as_bytes(), |mut file| {
                ch08::with_entry(&mut file)
            })
        },
    },
    Listing {
        name: "ch08/mystery",
        sizes: ORDERS,
        traced: ORDERS,
        weigh: |window| {
            let orders = orders(window.items());
            let mut file = BufReader::new(orders.as_bytes());
            call(window, &mut file, |file| starter::report(file));
        },
    },
    Listing {
        name: "ch08/solved",
        sizes: ORDERS,
        traced: ORDERS,
        weigh: |window| {
            let orders = orders(window.items());
            let mut file = BufReader::new(orders.as_bytes());
            call(window, &mut file, |file| reference::report(file));
        },
    },
];

pub const FACTS: &[Fact] = &[
    Fact {
        name: "ch08/orders-bytes",
        find: |window| window.answer(&orders(10_000).len()),
    },
    Fact {
        name: "ch08/mystery-megabytes",
        find: |window| {
            let orders = orders(10_000);
            let mut file = BufReader::new(orders.as_bytes());
            let (report, counts) = window.count(&mut file, |file| starter::report(file));
            drop(report);
            window.answer(&(counts.peak_bytes / 1_000_000));
        },
    },
    Fact {
        name: "ch08/all_lists-kilobytes",
        find: |window| {
            let votes = file_of_votes(10_000);
            let (totals, counts) = window.count(votes.as_str(), ch08::all_lists);
            drop(totals);
            window.answer(&((counts.peak_bytes as f64 / 100.0).round() / 10.0));
        },
    },
    Fact {
        name: "ch08/votes-bytes",
        find: |window| window.answer(&file_of_votes(10_000).len()),
    },
    Fact {
        name: "ch08/parties",
        find: |window| window.answer(&PARTIES.len()),
    },
];

pub const ROUGH: &[Rough] = &[
    Rough {
        name: "ch08/mystery-resident",
        unit: "MB of resident memory at most",
        measure: || resident_peak(|file| drop(starter::report(file))),
    },
    Rough {
        name: "ch08/solved-resident",
        unit: "MB of resident memory at most",
        measure: || resident_peak(|file| drop(reference::report(file))),
    },
];

const PARTIES: [&str; 7] = [
    "Greens",
    "Liberals",
    "Pensioners",
    "Pirates",
    "Commons",
    "Harbour List",
    "Free Voters",
];

fn votes(window: &Window) -> String {
    file_of_votes(window.items())
}

/// Rows of station, party and votes, some of them with spaces around the party.
fn file_of_votes(rows: usize) -> String {
    let mut rng = Rng::with_seed(SEED);
    let mut file = String::new();
    for row in 0..rows {
        let party = PARTIES[row % PARTIES.len()];
        let space = if rng.u8(..10) == 0 { " " } else { "" };
        let station = row / PARTIES.len() + 1;
        file += &format!(
            "Polling station {station};{space}{party}{space};{}\n",
            rng.u16(..900)
        );
    }
    file
}

fn orders(rows: usize) -> String {
    orders::order_file(rows, &mut Rng::with_seed(SEED))
}

/// The most memory that this process held in RAM while `report` read a file of
/// orders, in MB. Not a number where the system does not say.
fn resident_peak(report: fn(&mut BufReader<&[u8]>)) -> f64 {
    let orders = orders(10_000);
    report(&mut BufReader::new(orders.as_bytes()));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok());
    kib.map_or(f64::NAN, |kib| kib * 1024.0 / 1e6)
}
