//! Shares each name with the shares, and sends them through a channel.
//!
//! on = "reference"
//! part = "worker-table"
//! without = ["use std::thread::{self, JoinHandle, ThreadId}"]

use std::sync::mpsc;
use std::thread::{self, ThreadId};

#[derive(Debug)]
struct Stop {
    name: Arc<str>,
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
    pub farthest: Arc<str>,
}

impl Worker {
    fn run(self) -> Share {
        let mine = || (self.number..self.table.len()).step_by(WORKERS);
        let way = |&start: &usize| metres_to_depot(&self.table, start);
        // Of several, `max_by_key` returns the last.
        let farthest = mine().max_by_key(way).unwrap_or(0);
        Share {
            thread: thread::current().id(),
            stops: mine().count() as u32,
            metres: mine().map(|start| way(&start)).sum(),
            farthest: Arc::clone(&self.table[farthest].name),
        }
    }
}

fn measure_ways() {
    let (sender, receiver) = mpsc::channel();
    for worker in hire_workers(file)? {
        let sender = sender.clone();
        thread::spawn(move || sender.send((worker.number, worker.run())));
    }
    drop(sender);
    let mut shares: Vec<(usize, Share)> = receiver.iter().collect();
    if shares.len() < WORKERS {
        return Err(io::Error::other("a worker panicked"));
    }
    shares.sort_by_key(|(number, _)| *number);
    Ok(shares.into_iter().map(|(_, share)| share).collect())
}

fn read_table() {
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
            name: fields.next().unwrap_or("").into(),
            next: number(fields.next().unwrap_or(""))?,
            metres: number(fields.next().unwrap_or(""))?,
        });
    }
    Ok(table)
}
