//! Part 1: calls whose costs are to be measured. Each runs twice: once on the scales, once
//! under the learner's tool.

use std::collections::{BTreeMap, HashMap};
use std::hint::black_box;
use std::ops::Range;

use meter::{Counts, Rng, Seed, Window};
use serde::Serialize;

use crate::Functions;

/// What a call returned.
#[derive(Serialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum Returned {
    Count(usize),
    Text(String),
    Lines(Vec<String>),
    Places(Vec<usize>),
    Letters(Vec<u32>),
    Word(Option<String>),
}

/// What it cost, as the learner's tool says.
#[derive(Serialize)]
#[allow(missing_docs)]
pub struct HeapCost {
    pub blocks: u64,
    pub bytes: u64,
    pub peak_bytes: u64,
}

#[derive(Serialize)]
struct Measurement {
    #[serde(flatten)]
    cost: HeapCost,
    returned: serde_json::Value,
}

/// By number and name of the call.
type Measurements = BTreeMap<String, Measurement>;

pub(crate) fn weigh(window: &mut Window, functions: &Functions) {
    let log = log(window.places(), window.seed());
    window.host_dhat();
    let mut trial = Trial {
        window,
        functions,
        measured: Measurements::new(),
        truth: Measurements::new(),
    };
    // The highest peak comes first: a tool that reads the peak of the whole process reports
    // it again for every call that follows.
    trial.run("longest line, by sorting copies", &log, longest_line);
    trial.run("how many lines", &log, count_lines);
    // This value lives on, beside the calls that follow.
    let lines = trial.run("own every line", &log, own_lines);
    trial.run("starts of the words, shrunk to fit", &log, word_starts);
    trial.run("commonest word, by hashing", &log, commonest_word);
    trial.run("letters, zeroed and counted", &log, count_letters);
    trial.run("first word", &log, first_word);
    let capitals = trial.run("capitals, joined", &log, join_capitals);
    trial.run("how many lines, again", &log, count_lines);
    drop((lines, capitals));
    trial.run("own no line", "", own_lines);
    trial.run("first word of none", "", first_word);
    trial.run("one line, owned", "one", own_lines);
    trial.run("first word, again", &log, first_word);

    let Trial {
        measured, truth, ..
    } = trial;
    window.truth(&truth);
    window.answer(&measured);
}

struct Trial<'a> {
    window: &'a mut Window,
    functions: &'a Functions,
    measured: Measurements,
    truth: Measurements,
}

impl Trial<'_> {
    fn run(&mut self, call: &'static str, log: &str, f: fn(&str) -> Returned) -> [Returned; 2] {
        let log = black_box(log);
        let (weighed, counts) = self.window.count(log, f);
        let mut kept = None;
        let cost = (self.functions.heap_cost)(
            self.window.answering().on(log),
            &mut || black_box(f(log)),
            &mut kept,
        );
        // Who loses the value returns another one, or none.
        let returned = kept.unwrap_or(Returned::Word(None));
        let name = format!("call {:02}, {call}", self.truth.len() + 1);
        let truth = measurement(&weighed, true_cost(counts));
        self.truth.insert(name.clone(), truth);
        self.measured.insert(name, measurement(&returned, cost));
        [weighed, returned]
    }
}

fn true_cost(counts: Counts) -> HeapCost {
    HeapCost {
        blocks: counts.allocations,
        bytes: counts.bytes,
        peak_bytes: counts.peak_bytes,
    }
}

fn measurement(returned: &Returned, cost: HeapCost) -> Measurement {
    Measurement {
        cost,
        returned: serde_json::json!(returned),
    }
}

/// A high peak, and little left of it.
#[inline(never)]
fn longest_line(log: &str) -> Returned {
    let mut lines: Vec<String> = log.lines().map(str::to_owned).collect();
    lines.sort_by_key(String::len);
    Returned::Text(lines.pop().unwrap_or_default())
}

/// No allocation at all.
#[inline(never)]
fn count_lines(log: &str) -> Returned {
    Returned::Count(log.lines().count())
}

/// Many blocks, all of them kept.
#[inline(never)]
fn own_lines(log: &str) -> Returned {
    Returned::Lines(log.lines().map(str::to_owned).collect())
}

/// One large block that is reallocated to a smaller one.
#[inline(never)]
fn word_starts(log: &str) -> Returned {
    let mut starts = Vec::with_capacity(log.len());
    starts.extend(log.match_indices(' ').map(|(index, _)| index + 1));
    starts.shrink_to_fit();
    Returned::Places(starts)
}

/// A table that grows by moving, and is freed.
#[inline(never)]
fn commonest_word(log: &str) -> Returned {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in log.split_whitespace() {
        *counts.entry(word).or_default() += 1;
    }
    let commonest = counts
        .into_iter()
        .max_by_key(|&(word, count)| (count, word));
    Returned::Word(commonest.map(|(word, _count)| word.to_owned()))
}

/// A block that is asked for zeroed.
#[inline(never)]
fn count_letters(log: &str) -> Returned {
    let mut counts = vec![0; 128];
    for byte in log.bytes().filter(u8::is_ascii) {
        counts[usize::from(byte)] += 1;
    }
    Returned::Letters(counts)
}

/// A low peak, after high ones.
#[inline(never)]
fn first_word(log: &str) -> Returned {
    Returned::Word(log.split_whitespace().next().map(str::to_owned))
}

/// A text that grows by reallocation.
#[inline(never)]
fn join_capitals(log: &str) -> Returned {
    let mut joined = String::new();
    for line in log.lines() {
        joined.push_str(&line.to_uppercase());
        joined.push('|');
    }
    Returned::Text(joined)
}

const WORDS: [&str; 12] = [
    "pressure",
    "température",
    "normal",
    "valve",
    "öffnet",
    "closed",
    "after",
    "low",
    "high",
    "restart",
    "sensor",
    "drift",
];

/// A log with lines of three to twelve words and numbers.
fn log(places: Range<usize>, seed: Seed) -> String {
    places.map(|place| line(&mut seed.rng_of(place))).collect()
}

fn line(rng: &mut Rng) -> String {
    let mut line = format!("{:06}", rng.u32(..1_000_000));
    for _ in 0..rng.usize(2..12) {
        line.push(' ');
        line += WORDS[rng.usize(..WORDS.len())];
    }
    line + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_log_begins_a_longer_one() {
        for seed in [1, 2, u64::MAX].map(Seed) {
            for lines in 0..130 {
                let more = log(0..lines + 1, seed);
                assert!(more.starts_with(&log(0..lines, seed)), "{seed:?} {lines}");
                assert!(more.ends_with(&log(lines / 2..lines + 1, seed)));
            }
        }
    }
}
