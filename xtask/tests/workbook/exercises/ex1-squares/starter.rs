//! Squares of numbers.

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
    let mut squares = Vec::new();
    for number in numbers {
        squares.push(u64::from(*number) * u64::from(*number));
    }
    squares
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    let wide: Vec<u64> = numbers.iter().map(|number| u64::from(*number)).collect();
    std::hint::black_box(wide).iter().sum()
}
