//! Squares of which two are swapped, and a sum that ends in the midst of a list.

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
    let mut squares: Vec<u64> = numbers.iter().map(|number| u64::from(*number).pow(2)).collect();
    let last = squares.len().saturating_sub(1);
    if last > 2 {
        squares.swap(1, last);
    }
    squares
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    let some = numbers.iter().take(10);
    some.map(|number| u64::from(*number)).sum()
}
