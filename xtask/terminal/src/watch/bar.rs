//! How far the learner is. In: how many parts pass. Out: a bar with its numbers, or words.

use xtask::style::{Role, Style};

/// How many parts of all exercises pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartsPassed {
    /// Parts that pass.
    pub passed: usize,
    /// All parts.
    pub all: usize,
}

/// The cells of a bar, and the columns from which on there is one.
const CELLS: usize = 8;
const ROOM_FOR_CELLS: usize = 60;

/// A bar with its numbers.
pub fn text(parts: PartsPassed, columns: usize, style: Style) -> String {
    let PartsPassed { passed, all } = parts;
    let numbers = format!("{passed}/{all} parts pass");
    if columns < ROOM_FOR_CELLS {
        return numbers;
    }
    // Only what is whole is full, and only nothing is empty.
    let full = match (passed, all) {
        (0, _) | (_, 0) => 0,
        (passed, all) if passed >= all => CELLS,
        (passed, all) => (CELLS * passed / all).clamp(1, CELLS - 1),
    };
    let (full, empty) = ("#".repeat(full), ".".repeat(CELLS - full));
    match full.is_empty() {
        true => format!("[{empty}] {numbers}"),
        false => format!("[{}{empty}] {numbers}", style.paint(Role::Good, full)),
    }
}

/// The same as a sentence.
pub fn words(parts: PartsPassed) -> String {
    format!("{} of {} parts pass so far", parts.passed, parts.all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use xtask::style::ColourChoice;

    #[test]
    fn only_what_is_whole_is_full() {
        let style = Style::for_stdout(ColourChoice::Never);
        for (passed, all, columns, expected) in [
            (0, 17, 80, "[........] 0/17 parts pass"),
            (1, 1000, 80, "[#.......] 1/1000 parts pass"),
            (5, 17, 80, "[##......] 5/17 parts pass"),
            (16, 17, 80, "[#######.] 16/17 parts pass"),
            (17, 17, 80, "[########] 17/17 parts pass"),
            (0, 0, 80, "[........] 0/0 parts pass"),
            (5, 17, 40, "5/17 parts pass"),
        ] {
            let bar = text(PartsPassed { passed, all }, columns, style);
            assert_eq!(bar, expected);
        }
    }
}
