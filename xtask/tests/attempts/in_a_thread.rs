//! Squares of numbers, made by another thread.

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
    let (left, right) = numbers.split_at(numbers.len() / 2);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| right.iter().map(|n| square(*n)).collect::<Vec<Box<u64>>>());
        let mut squares: Vec<u64> = left.iter().map(|n| *square(*n)).collect();
        squares.extend(other.join().unwrap_or_default().into_iter().map(|n| *n));
        squares
    })
}

fn square(number: u32) -> Box<u64> {
    std::hint::black_box(Box::new(u64::from(number) * u64::from(number)))
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    numbers.iter().map(|number| u64::from(*number)).sum()
}
