//! Shares the table, and each worker copies it.
//!
//! on = "starter"
//! part = "worker-table"
//! verdict = "over-budget"
//! finding = "slice-copy-per-item"

use std::sync::Arc;

struct Worker {
    number: usize,
    table: Arc<Vec<Stop>>,
}

impl Worker {
    fn run(self) -> Share {
        let table = self.table.to_vec();
        let mut share = Share {
            thread: thread::current().id(),
            stops: 0,
            metres: 0,
            farthest: String::new(),
        };
        let mut longest = (0, 0);
        for start in (self.number..table.len()).step_by(WORKERS) {
            let metres = metres_to_depot(&table, start);
            share.stops += 1;
            share.metres += metres;
            longest = longest.max((metres, start));
        }
        share.farthest.clone_from(&table[longest.1].name);
        share
    }
}

fn hire_workers() {
    let table = Arc::new(read_table(file)?);
    let worker = |number| Worker {
        number,
        table: Arc::clone(&table),
    };
    Ok((0..WORKERS).map(worker).collect())
}
