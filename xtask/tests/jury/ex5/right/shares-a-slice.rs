//! Shares the stops as an `Arc<[Stop]>`, and each worker goes through an iterator.
//!
//! on = "reference"
//! part = "worker-table"

struct Worker {
    number: usize,
    table: Arc<[Stop]>,
}

impl Worker {
    fn run(self) -> Share {
        let ways = (self.number..self.table.len())
            .step_by(WORKERS)
            .map(|start| (metres_to_depot(&self.table, start), start));
        let (stops, metres, (_, farthest)) = ways
            .fold((0, 0, (0, 0)), |(stops, metres, longest), way| {
                (stops + 1, metres + way.0, longest.max(way))
            });
        Share {
            thread: thread::current().id(),
            stops,
            metres,
            farthest: self.table[farthest].name.clone(),
        }
    }
}

fn hire_workers() {
    let table: Arc<[Stop]> = read_table(file)?.into();
    let mut workers = Vec::new();
    for number in 0..WORKERS {
        let table = Arc::clone(&table);
        workers.push(Worker { number, table });
    }
    Ok(workers)
}
