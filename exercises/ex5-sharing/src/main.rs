//! Weighs the three parts of exercise 5.

use std::collections::{BTreeMap, HashSet};
use std::hint::black_box;
use std::io;
use std::thread::ThreadId;

use ex5_sharing::{Config, Entry, Node, Share, Tree, measure_ways, start_nodes};
use meter::{Rng, Window, held, text};

fn main() -> std::process::ExitCode {
    meter::run(&[
        ("shared-config", weigh_shared_config),
        ("worker-table", weigh_worker_table),
        ("tree", weigh_tree),
    ])
}

/// Also asks whether everything is freed with the nodes. That is tried first,
/// and with other settings, so a configuration that stays behind shows up.
fn weigh_shared_config(window: &mut Window) {
    let mut rng = window.rng();
    let trial = settings(window.items(), &mut rng);
    let ((), counts) = window.count(trial.as_bytes(), |mut file| drop(start_nodes(&mut file)));
    let settings = settings(window.items(), &mut rng);
    let nodes: io::Result<Vec<_>> =
        window.weigh(settings.as_bytes(), |mut file| start_nodes(&mut file));
    let nodes = nodes.map_err(|error| error.to_string());

    // Nearly all nodes say the same of themselves; those are listed together.
    let answer = nodes.as_ref().map(|nodes| {
        let mut alike: BTreeMap<_, Vec<(u32, &str)>> = BTreeMap::new();
        // By their patterns: a `Deref` could do the work now, uncounted.
        for node in nodes {
            let Node { id, config, .. } = node;
            let Config {
                cluster,
                log_format,
                seeds,
                heartbeat_ms,
                ..
            } = held(config);
            let seeds: Vec<&str> = seeds.iter().map(text).collect();
            alike
                .entry((text(cluster), text(log_format), seeds, *heartbeat_ms))
                .or_default()
                .push((*id, node.first_seed()));
        }
        alike.into_iter().collect::<Vec<_>>()
    });
    window.answer(&(answer, ("bytes left after the nodes", counts.live_bytes)));
}

fn weigh_worker_table(window: &mut Window) {
    let file = network(window.items(), &mut window.rng());
    let shares: io::Result<Vec<_>> =
        window.weigh(file.as_bytes(), |mut file| measure_ways(&mut file));
    let shares = shares.map_err(|error| error.to_string());
    let answer = shares.as_ref().map(|shares| {
        let mut threads: HashSet<ThreadId> =
            shares.iter().map(|Share { thread, .. }| *thread).collect();
        threads.remove(&std::thread::current().id());
        let shares: Vec<_> = shares
            .iter()
            .map(|share| -> (u32, u64, &str) {
                let Share {
                    stops,
                    metres,
                    farthest,
                    ..
                } = share;
                (*stops, *metres, text(farthest))
            })
            .collect();
        (shares, ("threads that worked", threads.len()))
    });
    window.answer(&answer);
}

fn weigh_tree(window: &mut Window) {
    let mut rng = window.rng();
    let entries = disk(window.items(), &mut rng);
    let ids = 0..window.items() as u32;
    let changes: Vec<(u32, u64)> = (0..ids.end / 8)
        .map(|_| (rng.u32(ids.clone()), rng.u64(..1 << 30)))
        .collect();
    // The tree is also used inside the window, so that it must have been built.
    let (tree, used) = window.weigh(entries.as_slice(), |entries| {
        let mut tree = Tree::build(entries);
        for &(id, size) in &changes {
            tree.set_size(id, size);
        }
        let used: u64 = changes
            .iter()
            .take(16)
            .map(|&(id, _)| tree.total_size(id) + tree.path(id).len() as u64)
            .sum();
        (tree, used)
    });
    drop(entries);
    // What answers one question more at a time needs no second tree: one that is built
    // only now would not have been weighed.
    let ((), asking) = window.count((&tree, ids.clone()), |(tree, ids)| {
        for id in ids {
            black_box((tree.total_size(id), tree.path(id)));
        }
    });
    let answer: Vec<(u64, Vec<u32>)> = ids
        .clone()
        .map(|id| (tree.total_size(id), tree.path(id)))
        .collect();
    let is_built_late = asking.peak_bytes > 16_384 + 48 * u64::from(ids.end);
    window.answer(&(used, answer, ("a tree that is built late", is_built_late)));
}

const CLUSTERS: [&str; 4] = ["Köln-Süd", "São Paulo", "Malmö", "Genève"];
const LOG_FORMATS: [&str; 3] = [
    "{time} {level} {node}: {message}",
    "{level}|{node}|{message}",
    "{time} [{cluster}/{node}] {level} {message} ({source}:{line})",
];

fn settings(nodes: usize, rng: &mut Rng) -> String {
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
    // Settings may come in any order; that of the seeds counts.
    rng.shuffle(&mut lines);
    lines.join("\n")
}

const TOWNS: [&str; 6] = ["Zürich", "Basel", "Genève", "Bern", "Chur", "Delémont"];

/// The next stop always has a lower number, so that every way ends at stop 0.
fn network(stops: usize, rng: &mut Rng) -> String {
    let mut text = format!("{stops}\n");
    for stop in 0..stops {
        let town = TOWNS[rng.usize(..TOWNS.len())];
        let next = if stop == 0 { 0 } else { rng.usize(..stop) };
        text += &format!("{town} {stop};{next};{}\n", rng.u32(40..9_000));
    }
    text
}

/// Entries in any order. Each is in one of the first quarter of those before
/// it, so about one in four is a folder and none is deep.
fn disk(entries: usize, rng: &mut Rng) -> Vec<Entry> {
    let mut ids: Vec<u32> = (0..entries as u32).collect();
    rng.shuffle(&mut ids);
    let mut list: Vec<Entry> = (0..entries)
        .map(|place| Entry {
            id: ids[place],
            parent: (place > 0).then(|| ids[rng.usize(..=(place - 1) / 4)]),
            size: rng.u64(1..1 << 30),
        })
        .collect();
    rng.shuffle(&mut list);
    list
}
