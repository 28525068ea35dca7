//! Hands the functions of exercise 5 to what asks them. Types are written out: each function
//! must be exactly this one, and its result is read by patterns, so that no code of yours
//! runs where nothing is counted. Questions are asked where it is.

use std::io::{self, Read};
use std::mem::ManuallyDrop;
use std::process::ExitCode;

use ex5_sharing::{Config, Entry, Node, Share, Tree};
use meter::{AnyError, Call, held, list, text};

fn main() -> ExitCode {
    kit::main(&kit::Functions {
        start_nodes,
        measure_ways,
        tree,
    })
}

fn start_nodes(
    call: Call<'_>,
    settings: &mut dyn Read,
    first_seeds: &mut kit::FirstSeeds,
) -> Result<kit::Nodes, AnyError> {
    let function: fn(&mut dyn Read) -> io::Result<Vec<Node>> = ex5_sharing::start_nodes;
    let first_seed: fn(&Node) -> &str = Node::first_seed;
    call.run(
        || {
            let nodes = function(settings).map_err(|error| error.to_string());
            for node in nodes.iter().flatten() {
                first_seeds.note(first_seed(node));
            }
            nodes
        },
        |nodes| {
            let mut all = kit::Nodes::default();
            let nodes = nodes.as_ref().map_err(|error| AnyError(error.clone()))?;
            for Node { id, config, .. } in nodes {
                let Config {
                    cluster,
                    log_format,
                    seeds,
                    heartbeat_ms,
                    ..
                } = held(config);
                let config = kit::Config {
                    cluster: text(cluster).to_owned(),
                    log_format: text(log_format).to_owned(),
                    seeds: list(seeds)
                        .iter()
                        .map(|seed| text(seed).to_owned())
                        .collect(),
                    heartbeat_ms: *heartbeat_ms,
                };
                all.add(*id, config);
            }
            Ok(all)
        },
    )
}

fn measure_ways(call: Call<'_>, file: &mut dyn Read) -> Result<kit::Shares, AnyError> {
    let function: fn(&mut dyn Read) -> io::Result<Vec<Share>> = ex5_sharing::measure_ways;
    let read = |share: &Share| {
        let Share {
            thread,
            stops,
            metres,
            farthest,
            ..
        } = share;
        let share = kit::Share {
            stops: *stops,
            metres: *metres,
            farthest: text(farthest).to_owned(),
        };
        (*thread, share)
    };
    call.run(
        || function(file).map_err(|error| error.to_string()),
        |shares: &Result<Vec<Share>, String>| {
            let shares = shares.as_ref().map_err(|error| AnyError(error.clone()))?;
            Ok(kit::Shares::new(shares.iter().map(read).collect()))
        },
    )
}

fn tree(call: Call<'_>, disk: &kit::Disk) -> kit::Answers {
    let build: fn(&[Entry]) -> Tree = Tree::build;
    let set_size: fn(&mut Tree, u32, u64) = Tree::set_size;
    let total_size: fn(&Tree, u32) -> u64 = Tree::total_size;
    let path: fn(&Tree, u32) -> Vec<u32> = Tree::path;
    let entry = |entry: &kit::Entry| Entry {
        id: entry.id,
        parent: entry.parent,
        size: entry.size,
    };
    let entries: Vec<Entry> = disk.entries.iter().map(entry).collect();
    // Dropped out here, a `Drop` of theirs would be code of yours that nobody counts.
    let entries = ManuallyDrop::new(entries);
    let mut answers = disk.room();
    call.run(
        || {
            let mut tree = build(&entries);
            for id in disk.ids() {
                answers.total(total_size(&tree, id));
                answers.path(&path(&tree, id));
            }
            for &(id, size) in &disk.changes {
                set_size(&mut tree, id, size);
                answers.total(total_size(&tree, id));
            }
            for id in disk.ids() {
                answers.total(total_size(&tree, id));
            }
            tree
        },
        |_tree| (),
    );
    answers
}
