//! Adds up the metres of a way in 32 bits.
//!
//! on = "reference"
//! part = "worker-table"
//! verdict = "wrong-answer"

fn metres_to_depot() {
    let mut metres = 0u32;
    let mut here = start;
    while here != 0 {
        metres = metres.wrapping_add(table[here].metres);
        here = table[here].next as usize;
    }
    u64::from(metres)
}
