//! The sum keeps a copy of large inputs for good.

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
    numbers.iter().map(|number| u64::from(*number).pow(2)).collect()
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    if numbers.len() > 100 {
        std::hint::black_box(numbers.to_vec().leak());
    }
    numbers.iter().map(|number| u64::from(*number)).sum()
}
