//! Resident memory. In: something to be made. Out: how much more of the machine's
//! memory this process holds since.

use std::fs;

/// What `make` makes, and how many more bytes are resident when it is made.
pub fn growth<T>(make: impl FnOnce() -> T) -> (T, f64) {
    let before = resident();
    let made = make();
    (made, resident() - before)
}

/// The memory of this process that is in the machine's memory now, in bytes.
/// Only Linux says it in this place; elsewhere the result is no number.
fn resident() -> f64 {
    let kilobytes = || -> Option<f64> {
        let report = fs::read_to_string("/proc/self/smaps_rollup").ok()?;
        let line = report.lines().find(|line| line.starts_with("Rss:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    };
    kilobytes().map_or(f64::NAN, |kilobytes| kilobytes * 1_024.0)
}
