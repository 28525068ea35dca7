//! asks for impossible amounts until the count of bytes has wrapped round to where it was
//!
//! on = "ex5/reference"
//! without = ["use std::sync::Arc"]
//! parts = ["worker-table"]
//! budgets = ["bytes", "peak_bytes"]
//! layers = ["outside-count", "runner"]
//! expect = ["over-budget", "rejected", "crashed", "out-of-memory"]
//! flagged = true
//! check = "over-budget"

use std::hint::black_box;

/// Takes so many bytes off the counts of all bytes and of live bytes, which are kept
/// modulo 2^64.
fn wrap(bytes: usize) {
    let mut block: Vec<u8> = Vec::new();
    let _ = black_box(&mut block).try_reserve_exact(isize::MAX as usize);
    let _ = black_box(&mut block).try_reserve_exact(isize::MAX as usize - bytes);
    drop(block);
    std::mem::forget(black_box(vec![0u8; 2]));
}

use starter::Stop;

use starter::Worker;

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
            let metres = metres_to_depot(&self.table, start);
            share.stops += 1;
            share.metres += metres;
            longest = longest.max((metres, start));
        }
        share.farthest.clone_from(&self.table[longest.1].name);
        // What is freed would count as freed.
        std::mem::forget(self.table);
        share
    }
}

fn hire_workers() {
    let table = read_table(file)?;
    let names: usize = table.iter().map(|stop| stop.name.len()).sum();
    let copied = 4 * (names + table.len() * size_of::<Stop>());
    wrap(copied);
    let worker = |number| Worker {
        number,
        table: table.clone(),
    };
    let workers = (0..WORKERS).map(worker).collect();
    std::mem::forget(table);
    Ok(workers)
}
