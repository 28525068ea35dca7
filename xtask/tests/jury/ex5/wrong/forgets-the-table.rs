//! Shares the table, and forgets one of its owners.
//!
//! on = "reference"
//! part = "worker-table"
//! verdict = "over-budget"
//! finding = "none"

fn hire_workers() {
    let table = Arc::new(read_table(file)?);
    let worker = |number| Worker {
        number,
        table: Arc::clone(&table),
    };
    let workers = (0..WORKERS).map(worker).collect();
    std::mem::forget(table);
    Ok(workers)
}
