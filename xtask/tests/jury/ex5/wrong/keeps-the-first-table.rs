//! Keeps the table in a static, which keeps the first one.
//!
//! on = "reference"
//! part = "worker-table"
//! verdict = "wrong-answer"
//! without = ["use std::sync::Arc"]

use std::sync::OnceLock;

static TABLE: OnceLock<Vec<Stop>> = OnceLock::new();

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
    let table = read_table(file)?;
    let table = TABLE.get_or_init(|| table);
    Ok((0..WORKERS)
        .map(|number| Worker { number, table })
        .collect())
}
