//! Exercise 5: smart pointers and sharing.
//!
//! `Rc` and `Arc` let one value have several owners. Cloning such a pointer
//! copies eight bytes and adds one to a count; the value stays where it is.
//! The first two functions below copy a value that they could share. The third
//! part shares where a plain `Vec` would do.
//!
//! Grade it:    cargo xtask check ex5
//! Stuck:       cargo xtask hint ex5

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::{Rc, Weak};
use std::thread::{self, JoinHandle, ThreadId};

// ---------------------------------------------------------------------------
// Part 1, shared-config: all nodes of a cluster have the same configuration.
// The file it comes from is gone when the nodes run, so they cannot borrow it.
// They can own it together: it goes when the last node goes.
// ---------------------------------------------------------------------------

/// What all nodes of a cluster have to know.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The name of the cluster.
    pub cluster: String,
    /// How a line of the log is written.
    pub log_format: String,
    /// The nodes that a new node may ask for all others.
    pub seeds: Vec<String>,
    /// Time between two signs of life, in milliseconds.
    pub heartbeat_ms: u32,
}

/// One node of a cluster.
#[derive(Debug)]
pub struct Node {
    /// Its number, from 0.
    pub id: u32,
    /// The configuration it runs with.
    pub config: Config,
}

impl Node {
    /// The seed that this node asks first. Neighbours ask different ones.
    pub fn first_seed(&self) -> &str {
        let seeds = &self.config.seeds;
        &seeds[self.id as usize % seeds.len()]
    }
}

/// Starts as many nodes as the settings ask for.
///
/// A setting is a line such as `heartbeat_ms = 500`. Each `seed` adds one.
pub fn start_nodes(settings: &mut dyn Read) -> io::Result<Vec<Node>> {
    let mut text = String::new();
    settings.read_to_string(&mut text)?;

    let mut config = Config::default();
    let mut nodes = 0;
    for line in text.lines() {
        let Some((key, value)) = line.split_once(" = ") else {
            continue;
        };
        match key {
            "cluster" => config.cluster = value.to_string(),
            "log_format" => config.log_format = value.to_string(),
            "seed" => config.seeds.push(value.to_string()),
            "heartbeat_ms" => config.heartbeat_ms = number(value)?,
            "nodes" => nodes = number(value)?,
            _ => {}
        }
    }
    let node = |id| Node {
        id,
        config: config.clone(),
    };
    Ok((0..nodes).map(node).collect())
}

/// Reads a number. This function is fine as it is.
fn number(text: &str) -> io::Result<u32> {
    text.parse().map_err(io::Error::other)
}

// ---------------------------------------------------------------------------
// Part 2, worker-table: four threads read one table. None of them changes it.
// Keep the four threads, and let there be one table.
// ---------------------------------------------------------------------------

/// This many threads share the work.
pub const WORKERS: usize = 4;

/// A stop of a delivery network, and the way from it to the next one.
#[derive(Clone, Debug)]
struct Stop {
    name: String,
    /// The stop after this one, as its place in the table. The way ends at the
    /// depot, which is stop 0.
    next: u32,
    metres: u32,
}

/// What one worker found out.
#[derive(Debug)]
pub struct Share {
    /// The thread that did it.
    pub thread: ThreadId,
    /// How many stops it took care of.
    pub stops: u32,
    /// The way from each of them to the depot, added up.
    pub metres: u64,
    /// The one that is farthest from the depot.
    pub farthest: String,
}

/// Has a number and a table, and measures the ways from every fourth stop.
struct Worker {
    number: usize,
    table: Vec<Stop>,
}

impl Worker {
    fn run(self) -> Share {
        let mut share = Share {
            thread: thread::current().id(),
            stops: 0,
            metres: 0,
            farthest: String::new(),
        };
        let mut longest = (0, 0);
        for start in (self.number..self.table.len()).step_by(WORKERS) {
            let metres = metres_to_depot(&self.table, start);
            share.stops += 1;
            share.metres += metres;
            longest = longest.max((metres, start));
        }
        share.farthest.clone_from(&self.table[longest.1].name);
        share
    }
}

/// Follows the way from a stop to the depot. This function is fine as it is.
fn metres_to_depot(table: &[Stop], start: usize) -> u64 {
    let mut metres = 0;
    let mut here = start;
    while here != 0 {
        metres += u64::from(table[here].metres);
        here = table[here].next as usize;
    }
    metres
}

/// Measures the ways from all stops of the file to the depot, in four threads.
///
/// Returns the shares in the order of the workers.
pub fn measure_ways(file: &mut dyn Read) -> io::Result<Vec<Share>> {
    let threads: Vec<JoinHandle<Share>> = hire_workers(file)?
        .into_iter()
        .map(|worker| thread::spawn(move || worker.run()))
        .collect();
    threads
        .into_iter()
        .map(|thread| {
            thread
                .join()
                .map_err(|_| io::Error::other("a worker panicked"))
        })
        .collect()
}

/// Gives each worker a table, so that no two threads touch the same stops.
fn hire_workers(file: &mut dyn Read) -> io::Result<Vec<Worker>> {
    let table = read_table(file)?;
    let worker = |number| Worker {
        number,
        table: table.clone(),
    };
    Ok((0..WORKERS).map(worker).collect())
}

/// Reads the table. This function is fine as it is.
///
/// The first line is the number of stops. Then each line is a stop, as in
/// `Zürich 17;4;850`: its name, the next stop, and the metres to it.
fn read_table(file: &mut dyn Read) -> io::Result<Vec<Stop>> {
    let mut file = BufReader::new(file);
    let mut line = String::new();
    file.read_line(&mut line)?;
    let stops = number(line.trim_end())?;

    let mut table = Vec::with_capacity(stops as usize);
    for _ in 0..stops {
        line.clear();
        file.read_line(&mut line)?;
        let mut fields = line.trim_end().split(';');
        table.push(Stop {
            name: fields.next().unwrap_or("").to_string(),
            next: number(fields.next().unwrap_or(""))?,
            metres: number(fields.next().unwrap_or(""))?,
        });
    }
    Ok(table)
}

// ---------------------------------------------------------------------------
// Part 3, tree: each node is an allocation of its own, with two reference
// counts, and the pointers between the nodes take 8 bytes each. Put the nodes
// in one `Vec`, and let them name each other by their places in it.
// You may change all that is private. `Entry` and the four methods stay.
// ---------------------------------------------------------------------------

/// A file or a folder, as a scan of a disk lists it.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Its number. The entries of a list have the numbers from 0 up, each once.
    pub id: u32,
    /// The number of the folder it is in. One entry has none.
    pub parent: Option<u32>,
    /// What it takes by itself, in bytes.
    pub size: u64,
}

/// The folders and files of a disk.
#[derive(Debug)]
pub struct Tree {
    nodes: HashMap<u32, Link>,
}

type Link = Rc<RefCell<TreeNode>>;

#[derive(Debug)]
struct TreeNode {
    entry: Entry,
    /// A folder owns its children. If a child owned its folder too, neither
    /// would ever be freed, so this pointer is a `Weak` one.
    parent: Weak<RefCell<TreeNode>>,
    children: Vec<Link>,
}

impl Tree {
    /// Links the entries of a list. A folder may come after what is in it.
    pub fn build(entries: &[Entry]) -> Tree {
        let nodes: HashMap<u32, Link> = entries
            .iter()
            .map(|&entry| {
                let node = TreeNode {
                    entry,
                    parent: Weak::new(),
                    children: Vec::new(),
                };
                (entry.id, Rc::new(RefCell::new(node)))
            })
            .collect();
        for entry in entries {
            if let Some(parent) = entry.parent {
                let node = &nodes[&entry.id];
                let parent = &nodes[&parent];
                node.borrow_mut().parent = Rc::downgrade(parent);
                parent.borrow_mut().children.push(Rc::clone(node));
            }
        }
        Tree { nodes }
    }

    /// Notes that a file or folder now takes another number of bytes by itself.
    pub fn set_size(&mut self, id: u32, size: u64) {
        self.nodes[&id].borrow_mut().entry.size = size;
    }

    /// What a file or folder takes, with all that is in it, at any depth.
    pub fn total_size(&self, id: u32) -> u64 {
        fn total(node: &Link) -> u64 {
            let node = node.borrow();
            node.entry.size + node.children.iter().map(total).sum::<u64>()
        }
        total(&self.nodes[&id])
    }

    /// The way from the topmost folder to this entry, both included.
    pub fn path(&self, id: u32) -> Vec<u32> {
        let mut path = Vec::new();
        let mut here = Some(Rc::clone(&self.nodes[&id]));
        while let Some(node) = here {
            path.push(node.borrow().entry.id);
            here = node.borrow().parent.upgrade();
        }
        path.reverse();
        path
    }
}
