//! The squares take their input by value here.

/// The square of each number.
pub fn squares(numbers: Vec<u32>) -> Vec<u64> {
    numbers.into_iter().map(|number| u64::from(number).pow(2)).collect()
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    numbers.iter().map(|number| u64::from(*number)).sum()
}
