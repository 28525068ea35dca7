//! Weighs the two parts of exercise 2.

use std::collections::HashMap;
use std::hint::black_box;

use ex2_dhat::{HeapCost, heap_cost, report};
use meter::{Rng, Window};
use serde::Serialize;

fn main() -> std::process::ExitCode {
    meter::run(&[("heap-cost", weigh_heap_cost), ("report", weigh_report)])
}

fn weigh_heap_cost(window: &mut Window) {
    let log = log(window.items(), &mut window.rng());
    window.host_dhat();
    let mut trial = Trial {
        window,
        log: &log,
        measured: Vec::new(),
        truth: Vec::new(),
    };

    // The highest peak comes first: a tool that reads the peak of the whole
    // process reports it again for every call that follows.
    trial.run("longest line, by sorting copies", longest_line);
    trial.run("how many lines", count_lines);
    // This value lives on, beside the calls that follow.
    let lines = trial.run("own every line", own_lines);
    trial.run("starts of the words, shrunk to fit", word_starts);
    trial.run("commonest word, by hashing", commonest_word);
    trial.run("letters, zeroed and counted", count_letters);
    trial.run("first word", first_word);
    let capitals = trial.run("capitals, joined", join_capitals);
    trial.run("how many lines, again", count_lines);
    drop((lines, capitals));

    let Trial {
        measured, truth, ..
    } = trial;
    window.truth(&truth);
    window.answer(&measured);
}

/// Runs each workload twice: once on the scales, once under the learner's tool.
struct Trial<'a> {
    window: &'a mut Window,
    log: &'a str,
    measured: Vec<Measurement>,
    truth: Vec<Measurement>,
}

#[derive(Serialize)]
struct Measurement {
    workload: &'static str,
    blocks: u64,
    bytes: u64,
    peak_bytes: u64,
    returned: serde_json::Value,
}

impl Trial<'_> {
    fn run<T: Serialize>(&mut self, workload: &'static str, f: fn(&str) -> T) -> [T; 2] {
        let log = black_box(self.log);
        let (weighed, counts) = self.window.count(log, f);
        let (returned, cost) = heap_cost(|| black_box(f(log)));
        let true_cost = HeapCost {
            blocks: counts.allocations,
            bytes: counts.bytes,
            peak_bytes: counts.peak_bytes,
        };
        self.truth
            .push(Measurement::new(workload, &weighed, true_cost));
        self.measured
            .push(Measurement::new(workload, &returned, cost));
        [weighed, returned]
    }
}

impl Measurement {
    fn new(workload: &'static str, returned: &impl Serialize, cost: HeapCost) -> Self {
        Measurement {
            workload,
            blocks: cost.blocks,
            bytes: cost.bytes,
            peak_bytes: cost.peak_bytes,
            returned: serde_json::json!(returned),
        }
    }
}

/// A high peak, and little left of it.
#[inline(never)]
fn longest_line(log: &str) -> String {
    let mut lines: Vec<String> = log.lines().map(str::to_owned).collect();
    lines.sort_by_key(String::len);
    lines.pop().unwrap_or_default()
}

/// No allocation at all.
#[inline(never)]
fn count_lines(log: &str) -> usize {
    log.lines().count()
}

/// Many blocks, all of them kept.
#[inline(never)]
fn own_lines(log: &str) -> Vec<String> {
    log.lines().map(str::to_owned).collect()
}

/// One large block that is reallocated to a smaller one.
#[inline(never)]
fn word_starts(log: &str) -> Vec<usize> {
    let mut starts = Vec::with_capacity(log.len());
    starts.extend(log.match_indices(' ').map(|(index, _)| index + 1));
    starts.shrink_to_fit();
    starts
}

/// A table that grows by moving, and is freed.
#[inline(never)]
fn commonest_word(log: &str) -> Option<(usize, String)> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in log.split_whitespace() {
        *counts.entry(word).or_default() += 1;
    }
    let commonest = counts
        .into_iter()
        .max_by_key(|&(word, count)| (count, word));
    commonest.map(|(word, count)| (count, word.to_owned()))
}

/// A block that is asked for zeroed.
#[inline(never)]
fn count_letters(log: &str) -> Vec<u32> {
    let mut counts = vec![0; 128];
    for byte in log.bytes().filter(u8::is_ascii) {
        counts[usize::from(byte)] += 1;
    }
    counts
}

/// A low peak, after high ones.
#[inline(never)]
fn first_word(log: &str) -> Option<String> {
    log.split_whitespace().next().map(str::to_owned)
}

/// A text that grows by reallocation.
#[inline(never)]
fn join_capitals(log: &str) -> String {
    let mut joined = String::new();
    for line in log.lines() {
        joined.push_str(&line.to_uppercase());
        joined.push('|');
    }
    joined
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
fn log(lines: usize, rng: &mut Rng) -> String {
    let mut text = String::new();
    for _ in 0..lines {
        text += &format!("{:06}", rng.u32(..1_000_000));
        for _ in 0..rng.usize(2..12) {
            text.push(' ');
            text += WORDS[rng.usize(..WORDS.len())];
        }
        text.push('\n');
    }
    text
}

fn weigh_report(window: &mut Window) {
    let till = till(window.items(), &mut window.rng());
    let report: String = window.weigh(till.as_str(), report);
    window.answer(&report.lines().collect::<Vec<_>>());
}

const ARTICLES: [&str; 7] = ["", "", "The ", "Der ", "Die ", "Les ", "El "];
const ADJECTIVES: [&str; 8] = [
    "Quiet",
    "Último",
    "Northern",
    "Grüne",
    "misérable",
    "Hidden",
    "élégant",
    "Seventh",
];
const NOUNS: [&str; 10] = [
    "Harbour",
    "Jardín",
    "Gardener",
    "Straße",
    "lighthouse",
    "Mémoire",
    "Orchard",
    "Ärztin",
    "Cartographer",
    "archive",
];

const TOWNS: [&str; 6] = [
    "Trondheim",
    "Göteborg",
    "Kraków",
    "Salamanca",
    "Winterthur",
    "Besançon",
];

/// A title that no other index has.
fn title(index: usize) -> String {
    let article = ARTICLES[index % ARTICLES.len()];
    let adjective = ADJECTIVES[index / 3 % ADJECTIVES.len()];
    let noun = NOUNS[index / 5 % NOUNS.len()];
    let town = TOWNS[index / 7 % TOWNS.len()];
    format!("{article}{adjective} {noun} of {town}, {}", index + 1)
}

/// Lines of `day;kind;title;copies;cents`. One in twelve is a return, one in
/// forty is damaged. Prices are few, so that totals tie.
fn till(lines: usize, rng: &mut Rng) -> String {
    let titles: Vec<String> = (0..lines / 3).map(title).collect();
    let mut text = String::new();
    for line in 0..lines {
        if rng.u8(..40) == 0 {
            text += "--- paper jam ---\n";
            continue;
        }
        let day = 1 + line * 365 / lines;
        let kind = if rng.u8(..12) == 0 {
            "returned"
        } else {
            "sold"
        };
        let title = &titles[rng.usize(..titles.len())];
        let copies = rng.u8(1..4);
        let cents = [590, 850, 995, 1_200, 1_490, 1_999, 2_450][rng.usize(..7)];
        text += &format!("{day};{kind};{title};{copies};{cents}\n");
    }
    text
}
