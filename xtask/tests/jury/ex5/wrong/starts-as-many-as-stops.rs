//! Starts no thread that has no stop.
//!
//! on = "reference"
//! part = "worker-table"
//! verdict = "wrong-answer"

fn hire_workers() {
    let table = Arc::new(read_table(file)?);
    let worker = |number| Worker {
        number,
        table: Arc::clone(&table),
    };
    Ok((0..WORKERS.min(table.len())).map(worker).collect())
}
