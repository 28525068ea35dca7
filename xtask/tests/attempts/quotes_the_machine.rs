//! An error of the code, in which the compiler quotes words of the system.

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
    numbers.len() + "Permission denied, No space left"
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    numbers.iter().map(|number| u64::from(*number)).sum()
}
