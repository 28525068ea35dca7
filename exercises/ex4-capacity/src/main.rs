//! Weighs the three parts of exercise 4.

use std::io::{self, BufReader};
use std::num::ParseIntError;

use ex4_capacity::{Request, read_series, slow_requests, sum_lines};
use meter::{Rng, Window};

fn main() -> std::process::ExitCode {
    meter::run(&[
        ("build-list", weigh_build_list),
        ("slow-requests", weigh_slow_requests),
        ("sum-lines", weigh_sum_lines),
    ])
}

fn weigh_build_list(window: &mut Window) {
    let report = report(window.items(), &mut window.rng());
    let series: Result<Vec<i32>, ParseIntError> = window.weigh(report.as_str(), read_series);
    let answer = series
        .as_ref()
        .map(|readings| &readings[..])
        .map_err(ToString::to_string);
    // What the header says may be a little wrong, and a reading may be no number.
    let others = [
        "Oslo;1\n3 4 5\n",
        "Oslo;9\n-3 4\n# a remark\n5\n",
        "Oslo;2\n3 warm\n",
    ]
    .map(|report| read_series(report).map_err(|error| error.to_string()));
    window.answer(&(answer, others));
}

fn weigh_slow_requests(window: &mut Window) {
    let log = log(window.items(), &mut window.rng());
    let slow: Vec<_> = window.weigh(log.as_str(), slow_requests);
    let answer: Vec<(u64, u32)> = slow
        .iter()
        // By its pattern: a `Deref` could do the work now, uncounted.
        .map(|Request { at, millis, .. }| (*at, *millis))
        .collect();
    window.answer(&answer);
}

fn weigh_sum_lines(window: &mut Window) {
    let text = journal(window.items(), &mut window.rng());
    let mut journal = BufReader::new(text.as_bytes());
    let sum: io::Result<i64> = window.weigh(&mut journal, |journal| sum_lines(journal));
    window.answer(&sum.map_err(|error| error.to_string()));
}

const STATIONS: [&str; 5] = ["Tromsø", "Sodankylä", "Reykjavík", "Iași", "Zürich"];

/// Days of 1 to 48 readings, with remarks in between.
fn report(readings: usize, rng: &mut Rng) -> String {
    let mut text = format!("{};{readings}\n", STATIONS[rng.usize(..STATIONS.len())]);
    let mut left = readings;
    while left > 0 {
        if rng.u8(..8) == 0 {
            text += &format!("# {} readings lost, sensor iced over\n", rng.u8(1..20));
        }
        let today = rng.usize(1..=48).min(left);
        let day: Vec<String> = (0..today).map(|_| rng.i32(-420..390).to_string()).collect();
        text += &day.join(" ");
        text += "\n";
        left -= today;
    }
    text
}

/// One slow request in so many.
const ONE_IN: usize = 64;
const PATHS: [&str; 4] = ["/søk?side=", "/orders/", "/users/", "/static/logo.svg?v="];

fn log(slow: usize, rng: &mut Rng) -> String {
    let mut text = String::new();
    let mut at = 1_751_328_000 + rng.u64(..1_000_000);
    for _ in 0..slow {
        let slow_one = rng.usize(..ONE_IN);
        for index in 0..ONE_IN {
            at += rng.u64(..3);
            // The mean stays below 250, so the limit lies between the two ranges.
            let millis = match index == slow_one {
                true => rng.u32(3_000..6_000),
                false => rng.u32(20..200),
            };
            let path = PATHS[rng.usize(..PATHS.len())];
            text += &format!("{at} {millis} {path}{}\n", rng.u16(..));
        }
        text += "-- log rotated --\n";
    }
    text
}

const NOTES: [&str; 4] = ["rent,", "Überweisung", "café", "refund"];

/// Amounts of 1 to 12 digits; some lines are empty, some are remarks.
fn journal(lines: usize, rng: &mut Rng) -> String {
    let line = |rng: &mut Rng| match rng.u8(..16) {
        0 => String::new(),
        1 => {
            let words = rng.usize(1..24);
            let words: Vec<&str> = (0..words).map(|_| NOTES[rng.usize(..4)]).collect();
            format!("# {}", words.join(" "))
        }
        _ => {
            let digits = rng.u32(..12);
            let amount = rng.i64(-9 * 10i64.pow(digits)..10i64.pow(digits + 1));
            format!("{:width$}{amount}", "", width = rng.usize(..6))
        }
    };
    let mut text = (0..lines).map(|_| line(rng)).collect::<Vec<_>>().join("\n");
    if rng.bool() {
        text += "\n";
    }
    text
}
