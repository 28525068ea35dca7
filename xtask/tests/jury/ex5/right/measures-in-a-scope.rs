//! Lends the table to threads in a scope.
//!
//! on = "reference"
//! part = "worker-table"
//! without = ["struct Worker", "impl Worker", "fn hire_workers", "use std::sync::Arc"]
//! sample = true

struct Worker<'t> {
    number: usize,
    table: &'t [Stop],
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
    thread::scope(|scope| {
        let threads: Vec<_> = (0..WORKERS)
            .map(|number| {
                let worker = Worker {
                    number,
                    table: &table,
                };
                scope.spawn(move || worker.run())
            })
            .collect();
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
