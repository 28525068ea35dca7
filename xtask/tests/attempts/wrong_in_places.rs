//! A sum that leaves some numbers out, and squares of which one is wrong.

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
    let mut squares: Vec<u64> = numbers.iter().map(|number| u64::from(*number).pow(2)).collect();
    squares.iter_mut().skip(6).take(1).for_each(|square| *square += 1);
    squares
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    let small = numbers.iter().filter(|number| !(900..1_000).contains(*number));
    small.map(|number| u64::from(*number)).sum()
}
