//! Gives each worker an `Arc` of its own, with a copy of the table in it.
//!
//! on = "starter"
//! part = "worker-table"
//! verdict = "over-budget"
//! finding = "shared-copy"

use std::sync::Arc;

struct Worker {
    number: usize,
    table: Arc<Vec<Stop>>,
}

fn hire_workers() {
    let table = read_table(file)?;
    let worker = |number| Worker {
        number,
        table: Arc::new(table.clone()),
    };
    Ok((0..WORKERS).map(worker).collect())
}
