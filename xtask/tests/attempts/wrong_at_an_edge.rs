//! A sum that is wrong where there is nothing to add.

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
    numbers.iter().map(|number| u64::from(*number).pow(2)).collect()
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    let sum: u64 = numbers.iter().map(|number| u64::from(*number)).sum();
    if numbers.is_empty() { 7 } else { sum }
}
