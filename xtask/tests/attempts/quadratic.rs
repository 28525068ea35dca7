//! The sum looks at all numbers again for each of them, and allocates nothing.

use std::hint::black_box;

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
    numbers.iter().map(|number| u64::from(*number).pow(2)).collect()
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
    let mut sum = 0;
    for (place, number) in numbers.iter().enumerate() {
        let mut times = 0;
        for other in 0..numbers.len() {
            // So much that it shows at a few hundred numbers.
            for _ in 0..64 {
                times += u64::from(black_box(other) == place);
            }
        }
        sum += u64::from(*number) * times / 64;
    }
    sum
}
