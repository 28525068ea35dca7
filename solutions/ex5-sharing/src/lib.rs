//! Exercise 5, solved: one configuration for many nodes, one table for several
//! threads, and one block for all nodes of a tree.

use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;
use std::sync::Arc;
use std::thread::{self, JoinHandle, ThreadId};

/// What all nodes of a cluster have to know.
#[derive(Debug, Default)]
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
///
/// An `Rc` is one pointer: 8 bytes, where a `Config` takes 80 and its texts
/// come on top. Both reference counts lie beside the `Config`, once for all
/// nodes. What reads the configuration stays as it was: `node.config.cluster`
/// follows the pointer by itself.
///
/// `Config` lost its `Clone`. Nobody copies it any more, and without the
/// derive nobody can do so by mistake.
#[derive(Debug)]
pub struct Node {
    /// Its number, from 0.
    pub id: u32,
    /// The configuration it runs with.
    pub config: Rc<Config>,
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
///
/// `Rc::clone` copies the pointer and adds one to the count. Written that way
/// it cannot be read as a copy of the `Config`. When the last node is dropped,
/// the count is zero and the configuration is freed.
///
/// Why not `&Config`? The nodes leave the function, and a reference to
/// `config` would point to a variable that is gone. Why not `Arc`? It would
/// take the same memory. Its counts are atomic, which is needed only when
/// threads share the value, and `Rc` is the one that says they do not.
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
    let config = Rc::new(config);
    let node = |id| Node {
        id,
        config: Rc::clone(&config),
    };
    Ok((0..nodes).map(node).collect())
}

/// Reads a number.
fn number(text: &str) -> io::Result<u32> {
    text.parse().map_err(io::Error::other)
}

/// This many threads share the work.
pub const WORKERS: usize = 4;

/// A stop of a delivery network, and the way from it to the next one.
#[derive(Debug)]
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
    /// The one that is farthest from the depot; if several are, the last of them.
    pub farthest: String,
}

/// Has a number and the table, and measures the ways from every fourth stop.
struct Worker {
    number: usize,
    table: Arc<Vec<Stop>>,
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

/// Follows the way from a stop to the depot.
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
///
/// Threads that only read need no copies: nothing can change under their eyes.
/// What `thread::spawn` does demand is that nothing is borrowed from this
/// function, because it cannot know that the threads end before the function
/// does. An `Arc` meets the demand, since each thread owns the table too.
///
/// `thread::scope` is the other answer. It waits for its threads, so they may
/// borrow, and the table can be a plain `Vec<Stop>` that every worker sees as
/// `&[Stop]`. Join them inside the scope: a scope waits for the closures, and
/// a thread may need a moment more to free what belongs to itself. Where the
/// threads must outlive the function that starts them, the `Arc` is left.
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

/// Gives each worker a pointer to the one table.
///
/// `Arc::new` moves the `Vec` next to the counts, which copies its 24 bytes
/// and no stop. An `Arc<[Stop]>` would save a step on each access, but
/// making it from a `Vec` copies all stops once.
fn hire_workers(file: &mut dyn Read) -> io::Result<Vec<Worker>> {
    let table = Arc::new(read_table(file)?);
    let worker = |number| Worker {
        number,
        table: Arc::clone(&table),
    };
    Ok((0..WORKERS).map(worker).collect())
}

/// Reads the table.
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
///
/// All nodes lie in one `Vec`, which owns them. The place of a node is the
/// number of its entry, so looking one up needs no map. What was a pointer is
/// a `u32`: half the size, and nobody counts who holds one. Since a number
/// borrows nothing, folders and their contents can name each other freely,
/// and `&mut self` is enough to change a node, without a `RefCell`.
///
/// The price: the compiler no longer checks that a number names the right
/// node, and a node cannot be freed alone. A tree that is built once and kept
/// as a whole can live with both.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<TreeNode>,
}

/// The number of no node.
const NONE: u32 = u32::MAX;

/// A node takes 24 bytes, however many children it has.
///
/// The children of a folder form a chain: the folder names the first, and each
/// child names the next. A `Vec<u32>` of children in place of the two numbers
/// is easier to read and also passes. Its handle makes a node 40 bytes, and
/// each folder gets a block of its own.
///
/// `Option<u32>` takes 8 bytes, because every `u32` is in use as a value and
/// the `Option` needs a place of its own to say that there is none. One number
/// set aside does that in 4.
#[derive(Clone, Debug)]
struct TreeNode {
    size: u64,
    parent: u32,
    first_child: u32,
    next_sibling: u32,
}

impl Tree {
    /// Links the entries of a list. A folder may come after what is in it.
    ///
    /// `vec!` makes all nodes at once, so a folder has its place before its
    /// entry comes. A child goes to the front of its folder's chain, where it
    /// needs no search for the end.
    pub fn build(entries: &[Entry]) -> Tree {
        let unlinked = TreeNode {
            size: 0,
            parent: NONE,
            first_child: NONE,
            next_sibling: NONE,
        };
        let mut nodes = vec![unlinked; entries.len()];
        for entry in entries {
            let mut next_sibling = NONE;
            if let Some(parent) = entry.parent {
                let first_child = &mut nodes[parent as usize].first_child;
                next_sibling = std::mem::replace(first_child, entry.id);
            }
            let node = &mut nodes[entry.id as usize];
            node.size = entry.size;
            node.parent = entry.parent.unwrap_or(NONE);
            node.next_sibling = next_sibling;
        }
        Tree { nodes }
    }

    /// Notes that a file or folder now takes another number of bytes by itself.
    pub fn set_size(&mut self, id: u32, size: u64) {
        self.nodes[id as usize].size = size;
    }

    /// What a file or folder takes, with all that is in it, at any depth.
    pub fn total_size(&self, id: u32) -> u64 {
        let node = &self.nodes[id as usize];
        let mut total = node.size;
        let mut child = node.first_child;
        while child != NONE {
            total += self.total_size(child);
            child = self.nodes[child as usize].next_sibling;
        }
        total
    }

    /// The way from the topmost folder to this entry, both included.
    pub fn path(&self, id: u32) -> Vec<u32> {
        let mut path = Vec::new();
        let mut here = id;
        while here != NONE {
            path.push(here);
            here = self.nodes[here as usize].parent;
        }
        path.reverse();
        path
    }
}
