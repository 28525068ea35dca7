//! Listings of chapter 4: vectors and capacity.

use std::fmt::Write;
use std::io::{self, BufRead};
use std::num::ParseIntError;

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

/// At which lengths a push found no room, and the capacity after it.
pub fn growths<T>(mut list: Vec<T>, value: impl Fn() -> T, pushes: usize) -> Vec<(usize, usize)> {
    let mut growths = Vec::new();
    for length in 0..pushes {
        let before = list.capacity();
        list.push(value());
        if list.capacity() > before {
            growths.push((length, list.capacity()));
        }
    }
    growths
}

// ANCHOR: collect_map
/// Turns tenths of a degree into whole degrees.
pub fn collect_map(tenths: &[i32]) -> Vec<i32> {
    tenths.iter().map(|tenth| tenth / 10).collect()
}
// ANCHOR_END: collect_map

// ANCHOR: collect_filter
/// Leaves out what no thermometer shows.
pub fn collect_filter(tenths: &[i32]) -> Vec<i32> {
    let possible = tenths.iter().filter(|tenth| **tenth > -2_732);
    possible.copied().collect()
}
// ANCHOR_END: collect_filter

// ANCHOR: collect_flat_map
/// All readings of all days.
pub fn collect_flat_map(days: &[Vec<i32>]) -> Vec<i32> {
    days.iter().flat_map(|day| day.iter().copied()).collect()
}
// ANCHOR_END: collect_flat_map

// ANCHOR: collect_lines
/// The lines of a text.
pub fn collect_lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}
// ANCHOR_END: collect_lines

// ANCHOR: collect_result
/// Numbers, or the first error.
pub fn collect_result(words: &[&str]) -> Result<Vec<i32>, ParseIntError> {
    words.iter().map(|word| word.parse()).collect()
}
// ANCHOR_END: collect_result

// ANCHOR: words_reserved
/// The words of a text, of which the caller knows the number.
pub fn words_reserved(count: usize, text: &str) -> Vec<&str> {
    let mut words = Vec::with_capacity(count);
    words.extend(text.split(' '));
    words
}
// ANCHOR_END: words_reserved

/// The words of a text.
pub fn words_collected(text: &str) -> Vec<&str> {
    text.split(' ').collect()
}

// ANCHOR: oversized
/// Reserves far too much.
pub fn oversized() -> Vec<i32> {
    let mut list = Vec::with_capacity(10_000);
    for number in 0..100 {
        list.push(number);
    }
    list
}
// ANCHOR_END: oversized

// ANCHOR: shrunk
/// Reserves far too much, and gives the rest back.
pub fn shrunk() -> Vec<i32> {
    let mut list = oversized();
    list.shrink_to_fit();
    list
}
// ANCHOR_END: shrunk

// ANCHOR: frost_by_value
/// The readings below zero, out of a list that is used up.
pub fn frost_by_value(celsius: &[i32]) -> Vec<i32> {
    let all = celsius.to_vec();
    all.into_iter().filter(|degrees| *degrees < 0).collect()
}
// ANCHOR_END: frost_by_value

// ANCHOR: frost_by_reference
/// The readings below zero, out of a list that is only read.
pub fn frost_by_reference(celsius: &[i32]) -> Vec<i32> {
    let all = celsius.to_vec();
    all.iter()
        .filter(|degrees| **degrees < 0)
        .copied()
        .collect()
}
// ANCHOR_END: frost_by_reference

// ANCHOR: longest_label_new
/// The length of the longest label, with a new `String` for each.
pub fn longest_label_new(rooms: &[(u32, &str)]) -> usize {
    let mut longest = 0;
    for (floor, name) in rooms {
        let label = format!("floor {floor}: {name}");
        longest = longest.max(label.len());
    }
    longest
}
// ANCHOR_END: longest_label_new

// ANCHOR: longest_label
/// The length of the longest label, with one `String` for all.
pub fn longest_label(rooms: &[(u32, &str)]) -> usize {
    let mut label = String::new();
    let mut longest = 0;
    for (floor, name) in rooms {
        label.clear(); // empty again, the block stays
        write!(label, "floor {floor}: {name}").expect("a String takes any text");
        longest = longest.max(label.len());
    }
    longest
}
// ANCHOR_END: longest_label

// ANCHOR: longest_line_new
/// The length of the longest line; `lines` makes a `String` for each.
pub fn longest_line_new(file: &mut dyn BufRead) -> io::Result<usize> {
    let mut longest = 0;
    for line in file.lines() {
        longest = longest.max(line?.len());
    }
    Ok(longest)
}
// ANCHOR_END: longest_line_new

// ANCHOR: longest_line
/// The length of the longest line, through one buffer.
pub fn longest_line(file: &mut dyn BufRead) -> io::Result<usize> {
    let (mut line, mut longest) = (String::new(), 0);
    while file.read_line(&mut line)? > 0 {
        longest = longest.max(line.trim_end_matches('\n').len());
        line.clear();
    }
    Ok(longest)
}
// ANCHOR_END: longest_line

// ANCHOR: batches
/// Appends batches to a list, and makes room before each.
pub fn batches(count: usize) -> Vec<i32> {
    let mut list = Vec::new();
    for _ in 0..count {
        list.reserve(100); // at least 100 more, and room to grow
        list.extend(0..100);
    }
    list
}
// ANCHOR_END: batches

// ANCHOR: batches_exact
/// Appends batches to a list, and makes room for no element more.
pub fn batches_exact(count: usize) -> Vec<i32> {
    let mut list = Vec::new();
    for _ in 0..count {
        list.reserve_exact(100); // 100 more, and none for the next batch
        list.extend(0..100);
    }
    list
}
// ANCHOR_END: batches_exact

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_hints() {
        // ANCHOR: size_hint
        let days = ["3 4", "5", "1 2 6"];
        let lengths = days.iter().map(|day| day.len());
        assert_eq!(lengths.size_hint(), (3, Some(3)));
        let long = days.iter().filter(|day| day.len() > 1);
        assert_eq!(long.size_hint(), (0, Some(3)));
        let readings = days.iter().flat_map(|day| day.split(' '));
        assert_eq!(readings.size_hint(), (0, None));
        let lines = "3\n4\n5\n".lines();
        assert_eq!(lines.size_hint().0, 0);
        // ANCHOR_END: size_hint
    }

    #[test]
    fn removing_keeps_the_block() {
        // ANCHOR: removing
        let mut temperatures: Vec<i32> = (-5_000..5_000).collect();
        let room = temperatures.capacity();

        temperatures.retain(|degrees| degrees % 1_000 == 0);
        assert_eq!(temperatures.len(), 10);
        temperatures.truncate(2);
        temperatures.clear();
        assert_eq!(temperatures.capacity(), room); // after all three
        // ANCHOR_END: removing
        temperatures.extend([1, 2, 3]);
        assert_eq!(temperatures.drain(..).len(), 3);
        assert_eq!(temperatures.pop(), None);
        assert_eq!(temperatures.capacity(), room);
    }

    #[test]
    fn read_line_appends() {
        // ANCHOR: read_line
        let mut file: &[u8] = b"first\nsecond\n";
        let mut line = String::new();
        assert_eq!(file.read_line(&mut line).unwrap(), 6); // with the line break
        assert_eq!(file.read_line(&mut line).unwrap(), 7);
        assert_eq!(line, "first\nsecond\n"); // appended: nobody called `clear`
        assert_eq!(file.read_line(&mut line).unwrap(), 0); // the end
        // ANCHOR_END: read_line
    }

    #[test]
    fn pairs_agree() {
        assert_eq!(growing(7), reserved(7));
        assert_eq!(oversized(), shrunk());
        let celsius = [3, -1, 0, -7];
        assert_eq!(frost_by_value(&celsius), [-1, -7]);
        assert_eq!(frost_by_reference(&celsius), [-1, -7]);
        let rooms = [(1, "lab"), (2, "kitchen")];
        assert_eq!(longest_label(&rooms), 16);
        assert_eq!(longest_label_new(&rooms), 16);
        let file = "one\n\nthree";
        assert_eq!(longest_line(&mut file.as_bytes()).unwrap(), 5);
        assert_eq!(longest_line_new(&mut file.as_bytes()).unwrap(), 5);
        assert_eq!(batches(3), batches_exact(3));
        assert_eq!(words_reserved(2, "a b"), words_collected("a b"));
    }

    #[test]
    fn collected_lists_are_right() {
        assert_eq!(collect_map(&[215, -3]), [21, 0]);
        assert_eq!(collect_filter(&[215, -3_000]), [215]);
        assert_eq!(collect_flat_map(&[vec![1], vec![], vec![2, 3]]), [1, 2, 3]);
        assert_eq!(collect_lines("a\nb\n"), ["a", "b"]);
        assert_eq!(collect_result(&["1", "2"]), Ok(vec![1, 2]));
        assert!(collect_result(&["1", "x"]).is_err());
    }

    #[test]
    fn growth_doubles() {
        assert_eq!(growths(Vec::new(), || 0_i32, 9), [(0, 4), (4, 8), (8, 16)]);
    }
}
