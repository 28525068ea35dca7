//! Short lists that live inside their handle.

use arrayvec::{ArrayVec, CapacityError};
use smallvec::SmallVec;

// ANCHOR: vec
/// The bus lines of each stop. A stop is a text such as `4 17 21`.
pub fn lines_vec(stops: &[String]) -> Vec<Vec<u16>> {
    stops.iter().map(|stop| lines(stop).collect()).collect()
}

fn lines(stop: &str) -> impl Iterator<Item = u16> {
    stop.split(' ').filter_map(|line| line.parse().ok())
}
// ANCHOR_END: vec

// ANCHOR: smallvec
/// Up to four lines of a stop need no block.
pub fn lines_small(stops: &[String]) -> Vec<SmallVec<[u16; 4]>> {
    stops.iter().map(|stop| lines(stop).collect()).collect()
}
// ANCHOR_END: smallvec

// ANCHOR: roomy
/// Up to thirty-two lines of a stop need no block.
pub fn lines_roomy(stops: &[String]) -> Vec<SmallVec<[u16; 32]>> {
    stops.iter().map(|stop| lines(stop).collect()).collect()
}
// ANCHOR_END: roomy

// ANCHOR: arrayvec
/// No stop has more than sixteen lines; if one does, that is an error.
pub fn lines_array(stops: &[String]) -> Result<Vec<ArrayVec<u16, 16>>, CapacityError<u16>> {
    let mut all = Vec::with_capacity(stops.len());
    for stop in stops {
        let mut list = ArrayVec::new();
        for line in lines(stop) {
            list.try_push(line)?; // `push` would panic where this fails
        }
        all.push(list);
    }
    Ok(all)
}
// ANCHOR_END: arrayvec

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_read_the_same() {
        let stops = ["4 17 21".to_string(), "1 2 3 5 8 13".to_string()];
        assert_eq!(lines_vec(&stops)[1], [1, 2, 3, 5, 8, 13]);
        assert_eq!(lines_small(&stops)[1][..], [1, 2, 3, 5, 8, 13]);
        assert_eq!(lines_roomy(&stops)[0][..], [4, 17, 21]);
        assert_eq!(lines_array(&stops).expect("they fit")[0][..], [4, 17, 21]);
        let many = vec!["7 ".repeat(17)];
        assert!(lines_array(&many).is_err());
    }

    #[test]
    fn a_small_vec_says_where_it_is() {
        // ANCHOR: spilled
        let mut lines: SmallVec<[u16; 4]> = SmallVec::new();
        lines.extend([4, 17, 21, 30]);
        assert!(!lines.spilled()); // still inside the handle

        lines.push(31);
        assert!(lines.spilled()); // all five are in a block now

        lines.truncate(1);
        assert!(lines.spilled()); // and the one that is left stays there
        // ANCHOR_END: spilled
    }
}
