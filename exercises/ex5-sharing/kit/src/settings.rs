//! Part 1: the settings of a cluster.

use std::collections::BTreeMap;

use meter::{AnyError, Seed, Window, bytes};
use serde::Serialize;

use crate::{Fails, Functions};

const CLUSTERS: [&str; 4] = ["Köln-Süd", "São Paulo", "Malmö", "Genève"];
const LOG_FORMATS: [&str; 3] = [
    "{time} {level} {node}: {message}",
    "{level}|{node}|{message}",
    "{time} [{cluster}/{node}] {level} {message} ({source}:{line})",
];

/// A configuration, as a node has it.
#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub struct Config {
    pub cluster: String,
    pub log_format: String,
    pub seeds: Vec<String>,
    pub heartbeat_ms: u32,
}

/// What nodes say of themselves. Nearly all say the same; those are listed together.
#[derive(Default)]
pub struct Nodes {
    alike: BTreeMap<Config, Vec<u32>>,
}

impl Nodes {
    /// One node more.
    pub fn add(&mut self, id: u32, config: Config) {
        self.alike.entry(config).or_default().push(id);
    }
}

/// The first seeds of the nodes in their order. There is room for all of them from the
/// beginning, so that noting one allocates nothing.
#[derive(Serialize)]
pub struct FirstSeeds {
    text: String,
}

impl FirstSeeds {
    fn with_room_for(nodes: usize) -> Self {
        FirstSeeds {
            text: String::with_capacity(nodes * 80),
        }
    }

    /// One more; what there is no room for is left out.
    pub fn note(&mut self, seed: &str) {
        if self.text.capacity() - self.text.len() > seed.len() {
            self.text.push_str(seed);
            self.text.push('\n');
        }
    }
}

/// Nodes, as they are compared.
#[derive(Serialize)]
struct Answer {
    nodes_alike: Vec<Alike>,
    first_seeds: Vec<String>,
}

#[derive(Serialize)]
struct Alike {
    config: Config,
    ids: Vec<u32>,
}

fn answer(nodes: Result<Nodes, AnyError>, seeds: &FirstSeeds) -> Result<Answer, AnyError> {
    let alike = nodes?.alike.into_iter();
    Ok(Answer {
        nodes_alike: alike.map(|(config, ids)| Alike { config, ids }).collect(),
        first_seeds: seeds.text.lines().map(str::to_owned).collect(),
    })
}

pub(crate) fn weigh(window: &mut Window, functions: &Functions) {
    let nodes = window.items();
    let text = settings(nodes, window.seed());
    let mut seeds = FirstSeeds::with_room_for(nodes);
    let call = window.weighing().on(&text);
    let started = (functions.start_nodes)(call, &mut text.as_bytes(), &mut seeds);
    window.answer(&answer(started, &seeds));
    for (input, text) in [
        ("settings without nodes", "cluster = Basel\nseed = a:1\n"),
        ("no settings at all", ""),
        ("settings for no node", "nodes = 0\nseed = a:1\n"),
        ("one node", "nodes = 1\ncluster = Basel\nseed = a:1\n"),
        (
            "a setting without a line break",
            "seed = a:1\nseed = b:2\nnodes = 3",
        ),
        (
            "a setting that is there twice",
            "nodes = 5\nseed = a:1\nnodes = 2\ncluster = Basel\ncluster = Chur\n",
        ),
        (
            "a seed that is there twice",
            "nodes = 4\nseed = a:1\nseed = b:2\nseed = a:1\n",
        ),
        (
            "Windows line ends",
            "nodes = 2\r\nseed = a:1\r\ncluster = Basel\r\n",
        ),
        (
            "a value with an equals sign in it",
            "nodes = 1\nseed = a:1\nlog_format = a = b\n",
        ),
        (
            "empty values",
            "nodes = 1\nseed = \ncluster = \nlog_format = \n",
        ),
        (
            "lines that are no settings",
            "nodes = 2\n\n# remark\nseed=a:1\nother = 7\nseed = b:2\nnodes=5\ncluster = Basel\n",
        ),
        (
            "the largest heartbeat",
            "nodes = 1\nseed = a:1\nheartbeat_ms = 4294967295\n",
        ),
        (
            "a heartbeat that is no number",
            "nodes = 1\nheartbeat_ms = fast\n",
        ),
        ("a number of nodes below zero", "seed = a:1\nnodes = -1\n"),
    ] {
        let mut seeds = FirstSeeds::with_room_for(5);
        let call = window.asking(input).on(text);
        let started = (functions.start_nodes)(call, &mut text.as_bytes(), &mut seeds);
        window.asked(&answer(started, &seeds));
    }
    let text = "nodes = 300\nseed = a:1\nseed = b:2\nseed = c:3\n";
    let mut seeds = FirstSeeds::with_room_for(300);
    let call = window.asking("300 nodes and three seeds").on(text);
    let started = (functions.start_nodes)(call, &mut text.as_bytes(), &mut seeds);
    window.asked(&answer(started, &seeds));
    let mut seeds = FirstSeeds::with_room_for(1);
    let no_text = b"nodes = 0\n\xff = 1\n";
    let call = window.asking("settings that are no UTF-8");
    let call = call.on(&bytes(no_text));
    let started = (functions.start_nodes)(call, &mut &no_text[..], &mut seeds);
    window.asked(&answer(started, &seeds));
    let call = window.asking("settings that cannot be read");
    let call = call.on("(reading them fails at once)");
    let started = (functions.start_nodes)(call, &mut Fails, &mut seeds);
    window.asked(&answer(started, &seeds));
}

/// Settings may come in any order; that of the seeds counts.
fn settings(nodes: usize, seed: Seed) -> String {
    let mut rng = seed.rng();
    let mut lines = vec![
        format!("cluster = {}", CLUSTERS[rng.usize(..CLUSTERS.len())]),
        format!(
            "log_format = {}",
            LOG_FORMATS[rng.usize(..LOG_FORMATS.len())]
        ),
        format!("heartbeat_ms = {}", rng.u32(100..2_000)),
        format!("nodes = {nodes}"),
    ];
    for _ in 0..rng.usize(5..10) {
        let (rack, host) = (rng.u8(..), rng.u8(..));
        lines.push(format!("seed = rack{rack}-host{host}.cluster.example:7000"));
    }
    rng.shuffle(&mut lines);
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_for_more_nodes_differ_in_their_number_alone() {
        for seed in [1, 2, u64::MAX].map(Seed) {
            let none = settings(0, seed);
            for nodes in [1, 2, 63, 64, 4_096] {
                let told = format!("nodes = {nodes}");
                let more = settings(nodes, seed);
                assert!(more.contains(&told), "{more}");
                assert_eq!(more.replace(&told, "nodes = 0"), none, "{seed:?} {nodes}");
            }
        }
    }
}
