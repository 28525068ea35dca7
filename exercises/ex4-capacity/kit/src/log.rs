//! Part 2: the log of a server.

use std::ops::Range;

use meter::{Named, Rng, Seed, Window};

use crate::Functions;

/// One slow request in so many.
const ONE_IN: usize = 64;
const PATHS: [&str; 4] = ["/søk?side=", "/orders/", "/users/", "/static/logo.svg?v="];

pub(crate) fn weigh(window: &mut Window, functions: &Functions) {
    let log = log(window.places(), window.seed());
    let slow = (functions.slow_requests)(window.weighing().on(&log), &log);
    window.answer(&Named("slow_requests", slow));
    // The mean of these is 2.5: 25 is ten times as much, and 26 is over it.
    let fifteen = "7 1 /\n".repeat(15);
    let threshold = format!("{fifteen}8 25 /\n");
    let above = format!("8 26 /\n{fifteen}");
    let fraction = format!("{}8 14 /\n", "7 1 /\n".repeat(25));
    let twice = format!("{}9 500 /\n9 500 /\n8 500 /\n", "7 1 /\n".repeat(99));
    let largest = format!(
        "{}18446744073709551615 4294967295 /\n",
        "7 3000000000 /\n0 0 /\n0 0 /\n0 0 /\n0 0 /\n0 0 /\n".repeat(3) + &"0 0 /\n".repeat(40)
    );
    for (input, log) in [
        ("an empty log", ""),
        ("a log of one request", "1751328000 87 /\n"),
        ("a log of one request that took no time", "1751328000 0 /\n"),
        ("a log without a request", "-- log rotated --\n\n"),
        ("a request that took ten times the mean", &threshold),
        ("a request just over ten times the mean", &above),
        ("a mean that is no whole number", &fraction),
        ("slow requests that are alike", &twice),
        ("numbers at the ends of their types", &largest),
        (
            "durations whose sum is beyond 32 bits",
            "1 2147483648 /\n2 2147483648 /\n3 2147483648 /\n4 2147483648 /\n",
        ),
        ("requests that took no time", "1 0 /\n2 0 /\n3 0 /\n"),
    ] {
        let slow = (functions.slow_requests)(window.asking(input).on(log), log);
        window.asked(&Named("slow_requests", slow));
    }
    // Over ten times the mean only if one of the other lines counts, too.
    let others = format!("{fifteen}{OTHER_FORMS}9 21 /\n");
    let call = window.asking("lines of another form").on(&others);
    let slow = (functions.slow_requests)(call, &others);
    window.asked(&Named("slow_requests", slow));
}

/// Only one of these is a request: the one without a path.
const OTHER_FORMS: &str = "\
-- log rotated --

5
5 1
x 0 /
5 -1 /
5 0ms /
5  0 /
 5 0 /
18446744073709551616 0 /
5 4294967296 /
";

fn log(places: Range<usize>, seed: Seed) -> String {
    places
        .map(|place| piece(place, &mut seed.rng_of(place)))
        .collect()
}

/// Requests, one of which is slow. The mean stays below 250, so the limit lies between the
/// two ranges.
fn piece(place: usize, rng: &mut Rng) -> String {
    let mut text = String::new();
    let slow = rng.usize(..ONE_IN);
    let mut at = 1_751_328_000 + place as u64 * 200;
    for index in 0..ONE_IN {
        at += rng.u64(..3);
        let millis = match index == slow {
            true => rng.u32(3_000..6_000),
            false => rng.u32(20..200),
        };
        let path = PATHS[rng.usize(..PATHS.len())];
        text += &format!("{at} {millis} {path}{}\n", rng.u16(..));
    }
    text + "-- log rotated --\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_log_begins_a_longer_one() {
        for seed in [1, 2, u64::MAX].map(Seed) {
            for pieces in 0..70 {
                let more = log(0..pieces + 1, seed);
                assert!(more.starts_with(&log(0..pieces, seed)), "{seed:?} {pieces}");
                assert!(more.ends_with(&log(pieces / 2..pieces + 1, seed)));
            }
        }
    }
}
