//! Squares of numbers.

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
    let last = numbers.get(100..).map(|rest| rest.split_at(1_000));
    assert!(last.is_none());
    numbers.iter().map(|number| u64::from(*number).pow(2)).collect()
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    numbers.iter().map(|number| u64::from(*number)).sum()
}
