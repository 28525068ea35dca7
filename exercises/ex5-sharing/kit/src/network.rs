//! Part 2: the stops of a delivery network.

use std::collections::HashSet;
use std::thread::{self, ThreadId};

use meter::{Fact, Rng, Seed, Window};
use serde::Serialize;

use crate::{Fails, Functions};

const TOWNS: [&str; 6] = ["Zürich", "Basel", "Genève", "Bern", "Chur", "Delémont"];

/// What one worker found out.
#[derive(Serialize)]
#[allow(missing_docs)]
pub struct Share {
    pub stops: u32,
    pub metres: u64,
    pub farthest: String,
}

/// What all of them found out, in their order.
#[derive(Serialize)]
pub struct Shares {
    shares: Vec<Share>,
    threads: Fact<String>,
}

impl Shares {
    /// Shares, each with the thread that did it. The one that called does not count.
    pub fn new(shares: Vec<(ThreadId, Share)>) -> Self {
        let mut threads: HashSet<ThreadId> = shares.iter().map(|(thread, _)| *thread).collect();
        threads.remove(&thread::current().id());
        Shares {
            shares: shares.into_iter().map(|(_, share)| share).collect(),
            threads: Fact(match threads.len() {
                0 => "no thread shared the work: the one that called did all of it".to_owned(),
                1 => "one thread did all of the work".to_owned(),
                count => format!("{count} threads shared the work"),
            }),
        }
    }
}

pub(crate) fn weigh(window: &mut Window, functions: &Functions) {
    let file = file(window.items(), window.seed());
    let shares = (functions.measure_ways)(window.weighing().on(&file), &mut file.as_bytes());
    window.answer(&shares);
    let chain: String = (0..300)
        .map(|stop: u32| {
            // Each leads to the one before it, and the ways are long.
            format!("Stop {stop};{};4294967295\n", stop.saturating_sub(1))
        })
        .collect();
    for (input, file) in [
        ("a table of one stop", "1\nDepot;0;7\n".to_owned()),
        (
            "a table of two stops",
            "2\nDepot;0;7\nBern;0;40\n".to_owned(),
        ),
        (
            "a table of three stops without a last line break",
            "3\nDepot;0;7\nBern;0;40\nChur;1;2".to_owned(),
        ),
        (
            "stops that are equally far",
            "9\nDepot;0;0\nA;0;5\nB;0;5\nC;0;5\nD;0;5\nE;0;5\nF;0;5\nG;0;4\nH;0;5\n".to_owned(),
        ),
        (
            "ways of no length",
            "6\nDepot;0;0\nA;0;0\nB;0;0\nC;0;0\nD;0;0\nE;0;0\n".to_owned(),
        ),
        (
            "a stop that leads to a later one",
            "5\nDepot;0;0\nA;4;1\nB;1;10\nC;2;100\nD;0;1000\n".to_owned(),
        ),
        (
            "a way that the depot has, too",
            "5\nDepot;3;9000\nA;0;1\nB;0;1\nC;0;1\nD;3;1\n".to_owned(),
        ),
        ("ways longer than 32 bits", format!("300\n{chain}")),
        ("a stop without a name", "2\n;0;0\n;0;5\n".to_owned()),
        (
            "more lines than the file announces",
            "1\nDepot;0;7\nBern;0;40\n".to_owned(),
        ),
        (
            "fewer lines than the file announces",
            "3\nDepot;0;7\n".to_owned(),
        ),
        (
            "a next stop that is no number",
            "2\nDepot;0;7\nBern;next;40\n".to_owned(),
        ),
        (
            "a stop without a length of its way",
            "2\nDepot;0;7\nBern;0\n".to_owned(),
        ),
        (
            "names with commas, and a long one",
            "3\nDepot, Basel;0;7\nBern, Ost;0;40\nLa Chaux-de-Fonds, Les Éplatures;0;50\n"
                .to_owned(),
        ),
        (
            "Windows line ends",
            "2\r\nDepot;0;7\r\nBern;0;40\r\n".to_owned(),
        ),
        (
            "a way that is no number",
            "2\nDepot;0;7\nBern;0;far\n".to_owned(),
        ),
        (
            "a number of stops that is none",
            "many\nDepot;0;7\n".to_owned(),
        ),
        ("an empty file", String::new()),
    ] {
        let call = window.asking(input).on(&file);
        let shares = (functions.measure_ways)(call, &mut file.as_bytes());
        window.asked(&shares);
    }
    let call = window.asking("a file that cannot be read");
    let call = call.on("(reading it fails at once)");
    let shares = (functions.measure_ways)(call, &mut Fails);
    window.asked(&shares);
}

fn file(stops: usize, seed: Seed) -> String {
    let lines = (0..stops).map(|place| stop(place, &mut seed.rng_of(place)));
    format!("{stops}\n{}", lines.collect::<String>())
}

/// The next stop has a lower number, so that every way ends at stop 0.
fn stop(place: usize, rng: &mut Rng) -> String {
    let town = TOWNS[rng.usize(..TOWNS.len())];
    let next = rng.usize(..place.max(1));
    format!("{town} {place};{next};{}\n", rng.u32(40..9_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_did_the_work_is_told_in_words() {
        let share = |thread| {
            let share = Share {
                stops: 1,
                metres: 2,
                farthest: String::new(),
            };
            (thread, share)
        };
        let started = || thread::spawn(|| thread::current().id()).join();
        let started = || started().expect("the thread ends");
        for (threads, words) in [
            (vec![thread::current().id()], "no thread shared the work"),
            (vec![started()], "one thread did all of the work"),
            (vec![started(), started()], "2 threads shared the work"),
        ] {
            let shares = Shares::new(threads.into_iter().map(share).collect());
            assert!(shares.threads.0.starts_with(words), "{}", shares.threads.0);
        }
    }

    #[test]
    fn fewer_stops_are_the_first_of_more() {
        for seed in [1, 2, u64::MAX].map(Seed) {
            let table = |stops: usize| {
                let file = file(stops, seed);
                let table = file.strip_prefix(&format!("{stops}\n"));
                table.expect("the number of stops").to_owned()
            };
            for stops in 0..130 {
                assert!(
                    table(stops + 1).starts_with(&table(stops)),
                    "{seed:?} {stops}"
                );
            }
        }
    }
}
