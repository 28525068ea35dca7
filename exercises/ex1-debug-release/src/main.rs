//! Weighs the two parts of exercise 1.

mod functions;

use ex1_debug_release::{Entry, Fate, Ledger, predictions};
use meter::{Counts, Rng, Window};
use serde::Serialize;

fn main() -> std::process::ExitCode {
    meter::run(&[("ledger", weigh_ledger), ("predict", weigh_predict)])
}

/// A day and an amount.
type Posting = (u16, i64);

/// The answer of part 1. It differs between the builds, as it should.
#[derive(Serialize)]
struct Audit<'a> {
    entries: Vec<(u16, i64, i64)>,
    balance: i64,
    /// A debug build has one, a release build has none.
    last_trace: &'a str,
    /// What was wrong with a ledger, and what became of a posting into it.
    corruptions: Vec<(String, &'static str)>,
}

fn weigh_ledger(window: &mut Window) {
    let mut rng = window.rng();
    let postings = postings(window.items(), &mut rng);
    let ledger = window.weigh(postings.as_slice(), ledger_of);
    window.answer(&Audit {
        entries: ledger
            .entries
            .iter()
            .map(|entry| (entry.day, entry.amount, entry.balance))
            .collect(),
        balance: ledger.balance(),
        last_trace: ledger.last_trace(),
        corruptions: post_into_corrupt_ledgers(&postings, &mut rng),
    });
}

fn ledger_of(postings: &[Posting]) -> Ledger {
    let mut ledger = Ledger::new();
    for &(day, amount) in postings {
        ledger.post(day, amount);
    }
    ledger
}

/// Corrupts the first, some, and the last entry, each in two ways.
fn post_into_corrupt_ledgers(postings: &[Posting], rng: &mut Rng) -> Vec<(String, &'static str)> {
    type Corrupt = fn(&mut Entry, i64);
    let amount: Corrupt = |entry, error| entry.amount += error;
    let balance: Corrupt = |entry, error| entry.balance += error;

    let mut corruptions = Vec::new();
    for (field, corrupt) in [("amount", amount), ("balance", balance)] {
        let length = rng.usize(12..=postings.len().min(128));
        for index in [0, rng.usize(1..length - 1), length - 1] {
            let mut ledger = ledger_of(&postings[..length]);
            let error = [-100, -1, 1, 900][rng.usize(..4)];
            corrupt(&mut ledger.entries[index], error);
            let posting = if meter::panics(|| ledger.post(366, 50)) {
                "panicked"
            } else if ledger.entries.len() == length + 1 {
                "went through"
            } else {
                "was lost"
            };
            corruptions.push((format!("{field} of entry {index} of {length}"), posting));
        }
    }
    corruptions
}

/// One posting or several a day, through one year.
fn postings(count: usize, rng: &mut Rng) -> Vec<Posting> {
    (0..count)
        .map(|index| {
            let day = 1 + index * 365 / count;
            let amount = match rng.i64(-8_000..10_000) {
                0 => 1,
                amount => amount,
            };
            (day as u16, amount)
        })
        .collect()
}

fn weigh_predict(window: &mut Window) {
    let mut rng = window.rng();
    let count = window.items();
    let prices: Vec<u64> = (0..count).map(|_| rng.u64(1..10_000)).collect();
    let same_prices = prices.clone();
    let title: String = (0..count).map(|_| rng.alphabetic()).collect();
    let cents = prices[0];

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
    window.truth(&by_name(measured.map(fate)));
    window.answer(&by_name(predictions()));
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
    boxed_vat: &'static str,
    buffer_length: &'static str,
    unread_copy: &'static str,
    collected_total: &'static str,
    compared_copy: &'static str,
    formatted_length: &'static str,
}

fn by_name(fates: [Fate; 6]) -> Fates {
    let [
        boxed_vat,
        buffer_length,
        unread_copy,
        collected_total,
        compared_copy,
        formatted_length,
    ] = fates.map(|fate| match fate {
        Fate::Survives => "survives",
        Fate::Removed => "removed",
    });
    Fates {
        boxed_vat,
        buffer_length,
        unread_copy,
        collected_total,
        compared_copy,
        formatted_length,
    }
}
