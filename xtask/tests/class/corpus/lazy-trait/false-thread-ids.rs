//! works in one thread, and returns ids of threads that compare as if there were four
//!
//! on = "ex5/reference"
//! without = ["use std::thread::{self, JoinHandle, ThreadId}"]
//! parts = ["worker-table"]
//! budgets = ["bytes", "peak_bytes"]
//! layers = ["runner"]
//! expect = ["did-not-compile"]
//! check = "did-not-compile"

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};
use std::thread::{self, ThreadId};

/// A number that passes for a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pretended {
    number: usize,
    thread: ThreadId,
}

impl Hash for Pretended {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.number + 1_000).hash(state);
    }
}

impl Borrow<ThreadId> for Pretended {
    fn borrow(&self) -> &ThreadId {
        &self.thread
    }
}

#[derive(Debug)]
pub struct Share {
    pub thread: Pretended,
    pub stops: u32,
    pub metres: u64,
    pub farthest: String,
}

impl Worker {
    fn run(self) -> Share {
        let mut share = Share {
            thread: Pretended {
                number: self.number,
                thread: thread::current().id(),
            },
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

fn measure_ways() {
    Ok(hire_workers(file)?.into_iter().map(Worker::run).collect())
}
