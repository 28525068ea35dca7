//! Squares of numbers.

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
    let mut line = String::new();
    let _ = std::io::stdin().read_line(&mut line);
    drop(line);
    numbers.iter().map(|number| u64::from(*number).pow(2)).collect()
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    numbers.iter().map(|number| u64::from(*number)).sum()
}
