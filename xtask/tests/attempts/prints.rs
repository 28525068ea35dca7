//! Squares of numbers.

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
    println!("{} numbers on standard output", numbers.len());
    eprintln!("and a line with \x1b[31mcolour\x1b[0m on standard error");
    numbers.iter().map(|number| u64::from(*number).pow(2)).collect()
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    numbers.iter().map(|number| u64::from(*number)).sum()
}
