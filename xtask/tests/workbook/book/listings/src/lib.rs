//! Listings of a small book.

/// The squares of some numbers.
pub fn squares(count: u64) -> Vec<u64> {
    let mut squares = Vec::new();
    for number in 0..count {
        squares.push(number * number);
    }
    squares
}

/// The area is known without the box.
pub fn area(side: u64) -> u64 {
    let sides = Box::new([side, side]);
    sides[0] * sides[1]
}
