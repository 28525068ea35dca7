//! Expects that each worker has a stop.
//!
//! on = "reference"
//! part = "worker-table"
//! verdict = "wrong-answer"

impl Worker {
    fn run(self) -> Share {
        let mut share = Share {
            thread: thread::current().id(),
            stops: 0,
            metres: 0,
            farthest: String::new(),
        };
        let mut longest = None;
        for start in (self.number..self.table.len()).step_by(WORKERS) {
            let metres = metres_to_depot(&self.table, start);
            share.stops += 1;
            share.metres += metres;
            longest = longest.max(Some((metres, start)));
        }
        let (_, farthest) = longest.expect("a worker has a stop");
        share.farthest.clone_from(&self.table[farthest].name);
        share
    }
}
