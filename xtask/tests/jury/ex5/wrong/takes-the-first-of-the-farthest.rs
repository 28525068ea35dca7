//! Of several stops that are farthest, names the first.
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
            if longest.is_none_or(|(most, _)| metres > most) {
                longest = Some((metres, start));
            }
        }
        let (_, farthest) = longest.unwrap_or_default();
        share.farthest.clone_from(&self.table[farthest].name);
        share
    }
}
