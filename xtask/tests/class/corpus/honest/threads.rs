//! Threads in a scope, where the exercise wants threads.
//!
//! on = "ex5/reference"
//! without = [
//!     "use std::sync::Arc",
//!     "use std::thread::{self, JoinHandle, ThreadId}",
//!     "impl Worker",
//!     "fn hire_workers",
//! ]
//! check = "pass"
//! sample = true

use std::thread::{self, ThreadId};

struct Worker<'a> {
    number: usize,
    table: &'a [Stop],
}

impl Worker<'_> {
    fn run(self) -> Share {
        let mut share = Share {
            thread: thread::current().id(),
            stops: 0,
            metres: 0,
            farthest: String::new(),
        };
        let mut longest = (0, 0);
        for start in (self.number..self.table.len()).step_by(WORKERS) {
            let metres = metres_to_depot(self.table, start);
            share.stops += 1;
            share.metres += metres;
            longest = longest.max((metres, start));
        }
        share.farthest.clone_from(&self.table[longest.1].name);
        share
    }
}

fn measure_ways() {
    let table = read_table(file)?;
    let table = table.as_slice();
    thread::scope(|scope| {
        let threads =
            [0, 1, 2, 3].map(|number| scope.spawn(move || Worker { number, table }.run()));
        threads
            .into_iter()
            .map(|thread| {
                thread
                    .join()
                    .map_err(|_| io::Error::other("a worker panicked"))
            })
            .collect()
    })
}
