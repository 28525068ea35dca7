//! Part 1: a ledger.

use std::fmt;
use std::ops::Range;

use meter::{Fact, Rng, Seed, Window, lines};
use serde::Serialize;

use crate::Functions;

/// A day and an amount.
pub type Posting = (u16, i64);

/// An entry, as it was posted.
#[derive(Serialize, Clone, Copy)]
#[allow(missing_docs)]
pub struct Entry {
    pub day: u16,
    pub amount: i64,
    pub balance: i64,
}

/// What a ledger answers. There is room for all of it from the beginning, so that noting an
/// answer allocates nothing.
#[derive(Serialize)]
pub struct Answers {
    /// After each posting.
    balance: Vec<i64>,
    /// The last trace line. A debug build has one, a release build has none.
    last_trace: String,
}

impl Answers {
    fn with_room_for(postings: usize) -> Self {
        Answers {
            balance: Vec::with_capacity(postings),
            last_trace: String::with_capacity(1_000),
        }
    }

    /// Notes a balance. What there is no room for is left out.
    pub fn balance(&mut self, balance: i64) {
        if self.balance.len() < self.balance.capacity() {
            self.balance.push(balance);
        }
    }

    /// Notes the last trace line. What there is no room for is left out.
    pub fn last_trace(&mut self, line: &str) {
        if line.len() <= self.last_trace.capacity() - self.last_trace.len() {
            self.last_trace.push_str(line);
        }
    }
}

/// A ledger, as it is compared.
#[derive(Serialize)]
struct Compared {
    entries: Vec<Entry>,
    #[serde(flatten)]
    answers: Answers,
}

/// A ledger that was corrupted, and a posting into it.
pub struct Corrupted<'p> {
    /// The postings that it is made of.
    pub postings: &'p [Posting],
    /// What is wrong with its entries.
    pub corruptions: &'p [Corruption],
    /// The posting that follows.
    pub posting: Posting,
}

/// What is wrong with an entry.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub struct Corruption {
    pub index: usize,
    /// Added to the amount.
    pub amount: i64,
    /// Added to the balance.
    pub balance: i64,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Entry {
            day,
            amount,
            balance,
        } = self;
        write!(f, "  day {day}: {amount}, balance {balance}")
    }
}

impl fmt::Display for Corruption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Corruption {
            index,
            amount,
            balance,
        } = self;
        write!(
            f,
            "entry {index} is changed: its amount by {amount:+}, its balance by {balance:+}"
        )
    }
}

/// What became of a posting, as it is compared.
#[derive(Serialize)]
struct Corrupt {
    posting: Fact<&'static str>,
    entries: Option<Vec<Entry>>,
}

pub(crate) fn weigh(window: &mut Window, functions: &Functions) {
    let postings = postings(window.places(), window.seed());
    let mut answers = Answers::with_room_for(postings.len());
    let call = window.weighing().on(&shown(&postings));
    let entries = (functions.ledger)(call, &postings, &mut answers);
    window.answer(&Compared { entries, answers });
    ask_of_small_ledgers(window, functions);
    ask_of_repaired_ledgers(window, functions);
    ask_of_corrupt_ledgers(window, functions);
}

fn ask_of_small_ledgers(window: &mut Window, functions: &Functions) {
    let small: [(&str, &[Posting]); 9] = [
        ("a ledger without postings", &[]),
        ("a ledger of one posting", &[(1, 50)]),
        ("postings of nothing", &[(1, 0), (2, 0)]),
        ("a balance that comes back to nothing", &[(1, 70), (2, -70)]),
        ("days at the ends of their type", &[(0, 1), (u16::MAX, -2)]),
        ("two postings of one day", &[(5, 1), (5, 2)]),
        ("days in no order", &[(9, 1), (3, 2), (9, 3), (0, 4)]),
        (
            "amounts beyond 53 bits",
            &[(1, 9_007_199_254_740_993), (2, 3_000_000_000)],
        ),
        (
            "amounts at the ends of their type",
            &[(1, i64::MAX), (2, i64::MIN), (3, 7)],
        ),
    ];
    for (input, postings) in small {
        let mut answers = Answers::with_room_for(postings.len());
        let call = window.asking(input).on(&shown(postings));
        let entries = (functions.ledger)(call, postings, &mut answers);
        window.asked(&Compared { entries, answers });
    }
}

/// The entries are open to imports and repairs, so no ledger may remember what they were.
fn ask_of_repaired_ledgers(window: &mut Window, functions: &Functions) {
    let entries = |amounts: &[i64]| -> Vec<Entry> {
        let mut balance = 0;
        let entry = |(index, amount): (usize, &i64)| {
            balance += amount;
            Entry {
                day: index as u16 + 1,
                amount: *amount,
                balance,
            }
        };
        amounts.iter().enumerate().map(entry).collect()
    };
    for (input, amounts) in [
        ("a ledger whose entries were imported", &[100, -30, 5][..]),
        ("a ledger whose entries were removed", &[]),
    ] {
        let mut answers = Answers::with_room_for(2);
        let own = entries(amounts);
        let call = window.asking(input).on(&format_args!(
            "a posting on day 1: 900\nits entries are replaced by {}:\n{}a posting on day 366: 50\n",
            own.len(),
            lines(&own)
        ));
        let entries = (functions.repaired)(call, &own, (366, 50), &mut answers);
        window.asked(&Compared { entries, answers });
    }
}

/// A posting into a ledger that is corrupt: in a debug build it panics.
fn ask_of_corrupt_ledgers(window: &mut Window, functions: &Functions) {
    let mut rng = window.rng();
    let postings: Vec<Posting> = (0..160).map(|place| posting(place, &mut rng)).collect();
    let one = |index, amount, balance| {
        vec![Corruption {
            index,
            amount,
            balance,
        }]
    };
    let moved = vec![
        Corruption {
            index: 3,
            amount: 9,
            balance: 0,
        },
        Corruption {
            index: 5,
            amount: -9,
            balance: 0,
        },
    ];
    for (input, length, corruptions) in [
        ("a wrong amount in the only entry", 1, one(0, 1, 0)),
        ("a wrong balance in the only entry", 1, one(0, 0, -1)),
        ("a wrong amount in the first entry", 40, one(0, -100, 0)),
        ("a wrong balance in the first entry", 40, one(0, 0, 900)),
        ("a wrong amount in the middle", 40, one(17, 1, 0)),
        ("a wrong balance in the middle", 40, one(22, 0, -1)),
        ("a wrong amount in the last entry", 160, one(159, 900, 0)),
        ("a wrong balance in the last entry", 160, one(159, 0, 1)),
        (
            "an amount and its balance, wrong by the same",
            40,
            one(11, 5, 5),
        ),
        ("two wrong amounts that make up for each other", 40, moved),
        (
            "an amount that is wrong by more than 32 bits",
            40,
            one(11, 1 << 32, 0),
        ),
        (
            "a balance that is wrong by more than 53 bits",
            40,
            one(30, 0, 1 << 54),
        ),
        ("a wrong amount in one of many entries", 160, one(140, 1, 0)),
        ("no corrupt entry", 160, one(20, 0, 0)),
    ] {
        let postings = &postings[..length];
        let call = window.asking(format!("a posting after {input}"));
        let call = call.on(&format_args!(
            "a ledger; its number of postings: {}\n{}a posting on day 366: 50\n",
            postings.len(),
            lines(&corruptions)
        ));
        let entries = (functions.corrupted)(
            call,
            &Corrupted {
                postings,
                corruptions: &corruptions,
                posting: (366, 50),
            },
        );
        let is_sound = corruptions
            .iter()
            .all(|wrong| wrong.amount == 0 && wrong.balance == 0);
        let posting = Fact(match (is_sound, &entries) {
            (false, Some(_)) => "a corrupt ledger was accepted: `post` did not panic",
            (false, None) => "a corrupt ledger was refused: `post` panicked",
            (true, Some(_)) => "a sound ledger was accepted: `post` did not panic",
            (true, None) => "a sound ledger was refused: `post` panicked",
        });
        window.asked(&Corrupt { posting, entries });
    }
}

/// Postings as people read them.
fn shown(postings: &[Posting]) -> impl fmt::Display {
    let posting = |(day, amount): &Posting| format!("a posting on day {day}: {amount}");
    lines(postings.iter().map(posting))
}

fn postings(places: Range<usize>, seed: Seed) -> Vec<Posting> {
    places
        .map(|place| posting(place, &mut seed.rng_of(place)))
        .collect()
}

/// A few postings a day, through one year and again.
fn posting(place: usize, rng: &mut Rng) -> Posting {
    let amount = match rng.i64(-8_000..10_000) {
        0 => 1,
        amount => amount,
    };
    ((1 + place / 3 % 365) as u16, amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_postings_are_the_first_of_more() {
        for seed in [1, 2, u64::MAX].map(Seed) {
            for count in 0..130 {
                let more = postings(0..count + 1, seed);
                assert!(
                    more.starts_with(&postings(0..count, seed)),
                    "{seed:?} {count}"
                );
                assert!(more.ends_with(&postings(count / 2..count + 1, seed)));
            }
        }
    }
}
