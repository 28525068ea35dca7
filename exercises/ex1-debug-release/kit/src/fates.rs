//! Part 2: what becomes of six allocations.

use meter::{Counts, Seed, Window};
use serde::Serialize;

use crate::{Functions, functions};

/// What becomes of a function's allocation in a release build.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Fate {
    Survives,
    Removed,
}

pub(crate) fn compare(window: &mut Window, asked: &Functions) {
    let count = window.items();
    let prices = prices(count, window.seed());
    let same_prices = prices.clone();
    let title = title(count, window.seed());
    let cents = window.rng().u64(1..10_000);

    let measured = [
        window.count(cents, functions::boxed_vat).1,
        window.count(count, functions::buffer_length).1,
        window.count(title.as_str(), functions::unread_copy).1,
        window
            .count(prices.as_slice(), functions::collected_total)
            .1,
        window
            .count(
                (prices.as_slice(), same_prices.as_slice()),
                |(ours, theirs)| functions::compared_copy(ours, theirs),
            )
            .1,
        window.count(cents, functions::formatted_length).1,
    ];
    window.truth(&Fates::new(measured.map(fate)));
    let predicted = (asked.predictions)(window.answering());
    window.answer(&Fates::new(predicted));
}

fn prices(count: usize, seed: Seed) -> Vec<u64> {
    (0..count)
        .map(|place| seed.rng_of(place).u64(1..10_000))
        .collect()
}

fn title(letters: usize, seed: Seed) -> String {
    (0..letters)
        .map(|place| seed.rng_of(place).alphabetic())
        .collect()
}

fn fate(counts: Counts) -> Fate {
    match counts.allocations {
        0 => Fate::Removed,
        _ => Fate::Survives,
    }
}

/// A struct, so that a wrong prediction is shown with the name of its function.
#[derive(Serialize)]
struct Fates {
    boxed_vat: Fate,
    buffer_length: Fate,
    unread_copy: Fate,
    collected_total: Fate,
    compared_copy: Fate,
    formatted_length: Fate,
}

impl Fates {
    fn new(fates: [Fate; 6]) -> Self {
        let [
            boxed_vat,
            buffer_length,
            unread_copy,
            collected_total,
            compared_copy,
            formatted_length,
        ] = fates;
        Fates {
            boxed_vat,
            buffer_length,
            unread_copy,
            collected_total,
            compared_copy,
            formatted_length,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_prices_are_the_first_of_more() {
        for seed in [1, 2, u64::MAX].map(Seed) {
            for count in 0..130 {
                let more = prices(count + 1, seed);
                assert!(more.starts_with(&prices(count, seed)), "{seed:?} {count}");
            }
        }
    }

    #[test]
    fn a_shorter_title_begins_a_longer_one() {
        for seed in [1, 2, u64::MAX].map(Seed) {
            for letters in 0..130 {
                let more = title(letters + 1, seed);
                assert!(
                    more.starts_with(&title(letters, seed)),
                    "{seed:?} {letters}"
                );
            }
        }
    }
}
