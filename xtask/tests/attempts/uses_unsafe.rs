//! Squares of numbers.

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
    let first = unsafe { numbers.get_unchecked(0) };
    assert!(*first < 1_000_000);
    numbers.iter().map(|number| u64::from(*number).pow(2)).collect()
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    numbers.iter().map(|number| u64::from(*number)).sum()
}
