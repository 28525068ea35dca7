//! Squares of numbers, by thousands of ways that meet on one line.

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
    match numbers {
        [] => Vec::new(),
        [one] => Vec::from([u64::from(*one) * u64::from(*one)]),
        _ => {
            let (left, right) = numbers.split_at(numbers.len() / 2);
            let mut squares = std::hint::black_box(squares(left));
            squares.extend(std::hint::black_box(squares_of_rest(right)));
            squares
        }
    }
}

#[inline(never)]
fn squares_of_rest(numbers: &[u32]) -> Vec<u64> {
    squares(numbers)
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    numbers.iter().map(|number| u64::from(*number)).sum()
}
