//! Letters that a terminal would obey, or not show, in a warning, in a panic and in print.

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
    let hidden = "a​b31m"; /* 2J */
    assert!(numbers.len() < 10, "\u{1b}[2J turned \u{202e} and\u{7} hidden\u{200b}");
    numbers.iter().map(|number| u64::from(*number).pow(2)).collect()
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    numbers.iter().map(|number| u64::from(*number)).sum()
}
