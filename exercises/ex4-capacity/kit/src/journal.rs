//! Part 3: a journal of amounts.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;

use meter::{Named, Rng, Seed, Window};

use crate::Functions;

const NOTES: [&str; 4] = ["rent,", "Überweisung", "café", "refund"];

pub(crate) fn weigh(window: &mut Window, functions: &Functions) {
    let text = journal(window.places(), window.seed());
    let mut journal = BufReader::new(text.as_bytes());
    let sum = (functions.sum_lines)(window.weighing().on(&text), &mut journal);
    window.answer(&Named("sum", sum));
    for (input, text) in [
        ("an empty journal", ""),
        ("a journal of one amount", "17\n"),
        ("a last line without a line break", "17\n25"),
        ("a remark without a line break", "17\n# 25"),
        ("a journal of empty lines", "\n\n\n"),
        ("a line of spaces", "17\n   \n25\n"),
        ("an amount with spaces on both sides", "17\n  25  \n"),
        ("Windows line ends", "17\r\n\r\n# rent\r\n25\r\n"),
        ("an amount with a plus", "+17\n-25\n"),
        (
            "amounts at both ends of their type",
            "9223372036854775807\n-9223372036854775808\n5\n",
        ),
        ("an amount that is too large", "17\n9223372036854775808\n"),
        ("an amount that is no number", "17\nmuch\n"),
        ("an amount with a remark behind it", "17 # rent\n"),
    ] {
        let sum = (functions.sum_lines)(window.asking(input).on(text), &mut text.as_bytes());
        window.asked(&Named("sum", sum));
    }
    let long = format!("17\n# {}\n{}25\n", "rent ".repeat(2_000), " ".repeat(5_000));
    let call = window.asking("lines of thousands of letters").on(&long);
    let sum = (functions.sum_lines)(call, &mut long.as_bytes());
    window.asked(&Named("sum", sum));
    let text = "1234567\n# Überweisung\n\n-76543\n89";
    let mut slowly = BufReader::with_capacity(3, text.as_bytes());
    let call = window
        .asking("a journal that is read in small pieces")
        .on(text);
    let sum = (functions.sum_lines)(call, &mut slowly);
    window.asked(&Named("sum", sum));
    let text = "17\n25\n";
    let call = window
        .asking("a journal that cannot be read to its end")
        .on(text);
    let mut breaking = BufReader::new(text.as_bytes().chain(Fails));
    let sum = (functions.sum_lines)(call, &mut breaking as &mut dyn BufRead);
    window.asked(&Named("sum", sum));
}

/// The last line ends with a line break or without one.
fn journal(places: Range<usize>, seed: Seed) -> String {
    let is_empty = places.is_empty();
    let all = places.map(|place| line(place, &mut seed.rng_of(place)));
    let mut text = all.collect::<Vec<_>>().join("\n");
    if !is_empty && seed.rng().bool() {
        text += "\n";
    }
    text
}

/// An amount of 1 to 12 digits. Some lines are empty, some are remarks.
fn line(place: usize, rng: &mut Rng) -> String {
    match place % 64 {
        2 | 18 | 34 | 50 => String::new(),
        4 | 11 | 27 | 43 | 59 => {
            let words = rng.usize(1..24);
            let words: Vec<&str> = (0..words).map(|_| NOTES[rng.usize(..4)]).collect();
            format!("# {}", words.join(" "))
        }
        6 => "#".to_owned(),
        8 => "   ".to_owned(),
        9 => format!("{} ", rng.i64(-99..100)),
        _ => {
            let digits = rng.u32(..12);
            let amount = rng.i64(-9 * 10i64.pow(digits)..10i64.pow(digits + 1));
            format!("{:width$}{amount}", "", width = rng.usize(..6))
        }
    }
}

/// A reader that fails.
struct Fails;

impl Read for Fails {
    fn read(&mut self, _buffer: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk was pulled out"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_journal_begins_a_longer_one() {
        for seed in [1, 2, 3, u64::MAX].map(Seed) {
            for lines in 0..130 {
                let more = journal(0..lines + 1, seed);
                assert!(
                    more.starts_with(&journal(0..lines, seed)),
                    "{seed:?} {lines}"
                );
                assert!(more.ends_with(&journal(lines / 2..lines + 1, seed)));
            }
        }
    }
}
