//! Leaks the table, so that the threads can borrow it for ever.
//!
//! on = "reference"
//! part = "worker-table"
//! verdict = "over-budget"
//! finding = "none"
//! without = ["use std::sync::Arc"]
//! sample = true

struct Worker {
    number: usize,
    table: &'static [Stop],
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
            let metres = metres_to_depot(self.table, start);
            share.stops += 1;
            share.metres += metres;
            longest = longest.max((metres, start));
        }
        share.farthest.clone_from(&self.table[longest.1].name);
        share
    }
}

fn hire_workers() {
    let table: &'static [Stop] = read_table(file)?.leak();
    Ok((0..WORKERS)
        .map(|number| Worker { number, table })
        .collect())
}
