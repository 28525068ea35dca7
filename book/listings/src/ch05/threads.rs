//! Threads that read one table.

use std::sync::Arc;
use std::thread;

/// So many threads read the table.
pub const THREADS: usize = 4;

/// The table that they read.
pub fn squares(count: u32) -> Vec<u32> {
    (0..count).map(|n| n.wrapping_mul(n)).collect()
}

// ANCHOR: copies
/// Gives each thread a table of its own.
pub fn with_copies(count: u32) -> Vec<Option<u32>> {
    let table = squares(count);
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let table = table.clone();
            thread::spawn(move || table.iter().copied().max())
        })
        .collect();
    threads
        .into_iter()
        .map(|thread| thread.join().unwrap_or(None))
        .collect()
}
// ANCHOR_END: copies

// ANCHOR: arc
/// Lets the threads own one table together.
pub fn with_arc(count: u32) -> Vec<Option<u32>> {
    let table = Arc::new(squares(count));
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let table = Arc::clone(&table); // this handle moves into the thread
            thread::spawn(move || table.iter().copied().max())
        })
        .collect();
    threads
        .into_iter()
        .map(|thread| thread.join().unwrap_or(None))
        .collect()
}
// ANCHOR_END: arc

// ANCHOR: scope
/// Lets the threads borrow the table.
pub fn with_scope(count: u32) -> Vec<Option<u32>> {
    let table = squares(count);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|_| scope.spawn(|| table.iter().copied().max()))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or(None))
            .collect()
    })
}
// ANCHOR_END: scope

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_find_the_same() {
        let expected = vec![Some(99 * 99); THREADS];
        assert_eq!(with_copies(100), expected);
        assert_eq!(with_arc(100), expected);
        assert_eq!(with_scope(100), expected);
    }
}
