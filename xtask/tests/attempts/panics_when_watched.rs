//! Squares of numbers, with a dislike of being looked at.

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
    let watched = std::env::args().any(|word| word == "--stacks");
    assert!(!watched, "not while you look");
    let mut squares = Vec::new();
    for number in numbers {
        squares.push(u64::from(*number) * u64::from(*number));
    }
    squares
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    numbers.iter().map(|number| u64::from(*number)).sum()
}
