//! How the listings of chapter 8 are weighed: on files of votes, and of orders.

use std::io::{BufRead, BufReader};

use listings::ch08::{self, reference, starter};
use meter::{Rng, Seed, Window};

use super::entry::{Fact, Listing, Rough, call};

#[path = "../../../../exercises/ex7-mystery/kit/src/orders.rs"]
mod orders;

/// Rows of votes, and of those that are drawn as a curve.
const ROWS: &[usize] = &[100, 1_000, 10_000];
/// Rows of the file of orders.
const ORDERS: &[usize] = &[1_000, 10_000];
/// What files are made from.
const SEED: u64 = 42;

pub const LISTINGS: &[Listing] = &[
    listing!("ch08/all_lists", ROWS, traced &[10_000], &votes => ch08::all_lists),
    listing!("ch08/moved", ROWS, traced &[10_000], &votes => ch08::moved),
    listing!("ch08/borrowed", ROWS, traced &[10_000], &votes => ch08::borrowed),
    listing!("ch08/streamed", ROWS, traced &[10_000], &mut votes => ch08::streamed),
    listing!("ch08/with_entry", ROWS, &mut votes => ch08::with_entry),
    listing!("ch08/mystery", ORDERS, traced ORDERS, |window| report(window, starter::report)),
    listing!("ch08/solved", ORDERS, traced ORDERS, |window| report(window, reference::report)),
];

pub const FACTS: &[Fact] = &[
    fact!("ch08/orders-bytes", |window| {
        window.answer(&orders(10_000).len())
    }),
    fact!("ch08/mystery-megabytes", |window| {
        let orders = orders(10_000);
        let mut file = BufReader::new(orders.as_bytes());
        let counts = window.count(&mut file, |file| starter::report(file)).1;
        window.answer(&(counts.peak_bytes / 1_000_000));
    }),
    fact!("ch08/all_lists-kilobytes", |window| {
        let votes = file_of_votes(10_000);
        let counts = window.count(votes.as_str(), ch08::all_lists).1;
        window.answer(&((counts.peak_bytes as f64 / 100.0).round() / 10.0));
    }),
    fact!("ch08/votes-bytes", |window| {
        window.answer(&file_of_votes(10_000).len())
    }),
    fact!("ch08/parties", |window| window.answer(&PARTIES.len())),
];

pub const ROUGH: &[Rough] = &[
    rough!("ch08/mystery-resident", resident_peak(|file| drop(starter::report(file)))
        => "MB of resident memory at most"),
    rough!("ch08/solved-resident", resident_peak(|file| drop(reference::report(file)))
        => "MB of resident memory at most"),
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

/// Weighs a report of a file of orders.
fn report<O>(window: &mut Window, report: fn(&mut dyn BufRead) -> O) {
    let orders = orders(window.items());
    call(window, &mut BufReader::new(orders.as_bytes()), |file| {
        report(file)
    });
}

fn orders(rows: usize) -> String {
    orders::order_file(0..rows, Seed(SEED))
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
