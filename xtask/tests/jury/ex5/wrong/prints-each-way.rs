//! Prints each way that it measures.
//!
//! on = "reference"
//! part = "worker-table"
//! verdict = "over-budget"
//! finding = "none"

fn metres_to_depot() {
    let mut metres = 0;
    let mut here = start;
    while here != 0 {
        metres += u64::from(table[here].metres);
        here = table[here].next as usize;
    }
    println!("{start}: {metres} m");
    metres
}
