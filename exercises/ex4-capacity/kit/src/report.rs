//! Part 1: the report of a weather station.

use std::ops::Range;

use meter::{Named, Rng, Seed, Window};

use crate::Functions;

const STATIONS: [&str; 5] = ["Tromsø", "Sodankylä", "Reykjavík", "Iași", "Zürich"];

pub(crate) fn weigh(window: &mut Window, functions: &Functions) {
    let report = report(window.places(), window.seed());
    let series = (functions.read_series)(window.weighing().on(&report), &report);
    window.answer(&Named("series", series));
    for (input, report) in [
        ("a report without readings", "Oslo;0\n"),
        ("a header without a line break", "Oslo;0"),
        ("a report of one reading without a line break", "Oslo;1\n-7"),
        ("a count that is too small", "Oslo;1\n3 4 5\n"),
        ("a count that is too large", "Oslo;9\n-3 4\n5\n"),
        ("a remark that looks like a day", "Oslo;2\n3\n#4 5\n6\n"),
        ("a remark at the end", "Oslo;1\n3\n# no 4"),
        ("a number sign within a day", "Oslo;2\n3 #4\n"),
        ("days without readings", "Oslo;2\n\n3\n\n\n4\n"),
        ("readings with two spaces between", "Oslo;2\n3  4 \n"),
        (
            "readings at both ends of their type",
            "Oslo;2\n-2147483648 2147483647\n",
        ),
        ("a reading that is too large", "Oslo;1\n2147483648\n"),
        ("a reading that is no number", "Oslo;2\n3 warm\n"),
        ("a reading with a fraction", "Oslo;2\n3.5 4\n"),
        (
            "two readings that cannot be read",
            "Oslo;3\n1 99999999999 warm\n",
        ),
    ] {
        let series = (functions.read_series)(window.asking(input).on(report), report);
        window.asked(&Named("series", series));
    }
}

fn report(places: Range<usize>, seed: Seed) -> String {
    let station = STATIONS[seed.rng().usize(..STATIONS.len())];
    let readings = places.len();
    let days = places.map(|place| reading(place, &mut seed.rng_of(place)));
    format!("{station};{readings}\n{}\n", days.collect::<String>())
}

/// What separates a reading from the one before it, and the reading. Days have 1 to about
/// 48 readings, and there are remarks between some of them.
fn reading(place: usize, rng: &mut Rng) -> String {
    let between = match (place, rng.u8(..24)) {
        (0, _) => String::new(),
        (_, 0) => "\n".to_owned(),
        (_, 1) => format!("\n# {} readings lost, sensor iced over\n", rng.u8(1..20)),
        _ => " ".to_owned(),
    };
    let reading = match place % 64 {
        5 => "0".to_owned(),
        7 => "-0".to_owned(),
        9 => "+17".to_owned(),
        _ => rng.i32(-420..390).to_string(),
    };
    between + &reading
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_readings_are_the_first_of_more() {
        for seed in [1, 2, u64::MAX].map(Seed) {
            let days = |readings| {
                let report = report(0..readings, seed);
                let (header, days) = report.split_once('\n').expect("a header");
                assert!(header.ends_with(&format!(";{readings}")), "{header}");
                days.trim_end_matches('\n').to_owned()
            };
            for readings in 0..130 {
                assert!(
                    days(readings + 1).starts_with(&days(readings)),
                    "{seed:?} {readings}"
                );
            }
        }
    }
}
