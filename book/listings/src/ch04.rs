//! Listings of chapter 4: vectors and capacity.

// ANCHOR: growing
/// Pushes into a list that starts without a block.
pub fn growing(count: i32) -> Vec<i32> {
    let mut list = Vec::new();
    for number in 0..count {
        list.push(number);
    }
    list
}
// ANCHOR_END: growing

// ANCHOR: reserved
/// Asks once for all the room that it will need.
pub fn reserved(count: i32) -> Vec<i32> {
    let mut list = Vec::with_capacity(count as usize);
    for number in 0..count {
        list.push(number);
    }
    list
}
// ANCHOR_END: reserved
