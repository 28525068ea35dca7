//! A curve in a terminal. In: heights. Out: lines of dots with the axes' ends.

use crate::report::columns::{cut, width};

/// Which characters a curve is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Dots of braille, two by four in a letter.
    Braille,
    /// `#`, for terminals with few letters.
    Ascii,
}

impl Ink {
    /// Braille where the environment says that letters are Unicode.
    pub fn of_environment() -> Self {
        let named = ["LC_ALL", "LC_CTYPE", "LANG"]
            .iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty());
        let is_dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb" || term == "linux");
        let locale = named.unwrap_or_default().to_lowercase().replace('-', "");
        if locale.contains("utf8") && !is_dumb {
            Ink::Braille
        } else {
            Ink::Ascii
        }
    }

    fn dots(self) -> (usize, usize) {
        match self {
            Ink::Braille => (2, 4),
            Ink::Ascii => (1, 1),
        }
    }
}

/// What a plot shows.
#[derive(Clone, Copy, Debug)]
pub struct Axes<'a> {
    /// The value at the top.
    pub highest: u64,
    /// What stands under the left end.
    pub left: &'a str,
    /// What stands under the right end.
    pub right: &'a str,
}

/// How many letters a plot is high.
const ROWS: usize = 10;

/// Draws the area below a curve. `heights` gives the curve in so many columns.
pub fn area(
    axes: &Axes<'_>,
    heights: impl Fn(usize) -> Vec<u64>,
    ink: Ink,
    columns: usize,
) -> Vec<String> {
    let labels = labels(axes.highest);
    let gutter = labels.iter().map(|label| width(label)).max().unwrap_or(0);
    let letters = columns.saturating_sub(gutter + 2).max(1);
    let (across, up) = ink.dots();
    let levels = (ROWS * up) as u64;
    let dots: Vec<u64> = heights(letters * across)
        .iter()
        .map(|height| level(*height, axes.highest, levels))
        .collect();
    let mut lines: Vec<String> = (0..ROWS)
        .map(|row| {
            let base = (ROWS - 1 - row) * up;
            let drawn: String = dots
                .chunks(across)
                .map(|chunk| letter(chunk, base as u64, ink))
                .collect();
            format!("{:>gutter$} |{}", labels[row], drawn.trim_end())
        })
        .collect();
    lines.push(format!("{:>gutter$} +{}", "", "-".repeat(letters)));
    let between = letters.saturating_sub(width(axes.left) + width(axes.right));
    let all = gutter + 2 + letters;
    let below = match between {
        // The right end says more.
        0 => format!("{:>all$}", cut(axes.right, all)),
        between => format!("{:gutter$}  {}{:between$}{}", "", axes.left, "", axes.right),
    };
    lines.push(below);
    lines
}

/// The marks of the rows, from the top.
fn labels(highest: u64) -> Vec<String> {
    (0..ROWS)
        .map(|row| match row {
            0 => bytes(highest),
            row if row == ROWS / 2 => bytes(highest / 2),
            _ => String::new(),
        })
        .collect()
}

/// How many dots high a value is: one at least, if it is not 0.
fn level(value: u64, highest: u64, levels: u64) -> u64 {
    if value == 0 || highest == 0 {
        return 0;
    }
    let share = u128::from(value) * u128::from(levels) / u128::from(highest);
    (share as u64).clamp(1, levels)
}

fn letter(dots: &[u64], base: u64, ink: Ink) -> char {
    if ink == Ink::Ascii {
        return if dots.iter().any(|level| *level > base) {
            '#'
        } else {
            ' '
        };
    }
    // The bits of the dots in a column, from the lowest.
    const LEFT: [u32; 4] = [0x40, 0x04, 0x02, 0x01];
    const RIGHT: [u32; 4] = [0x80, 0x20, 0x10, 0x08];
    let mut bits = 0;
    for (level, column) in dots.iter().zip([LEFT, RIGHT]) {
        for (height, bit) in (0..).zip(column) {
            if *level > base + height {
                bits |= bit;
            }
        }
    }
    match bits {
        0 => ' ',
        bits => char::from_u32(0x2800 + bits).unwrap_or('#'),
    }
}

/// `532 B`, `80.8 kB`, `1.25 MB`: three digits, in thousands.
pub fn bytes(value: u64) -> String {
    let units = ["B", "kB", "MB", "GB", "TB"];
    let mut scaled = value as f64;
    let mut unit = 0;
    // What would be rounded to a thousand is one of the next unit.
    while scaled >= 999.5 && unit + 1 < units.len() {
        scaled /= 1000.0;
        unit += 1;
    }
    match scaled {
        _ if unit == 0 => format!("{value} B"),
        s if s >= 99.95 => format!("{s:.0} {}", units[unit]),
        s if s >= 9.995 => format!("{s:.1} {}", units[unit]),
        s => format!("{s:.2} {}", units[unit]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AXES: Axes<'_> = Axes {
        highest: 40,
        left: "0",
        right: "4 events",
    };

    fn ramp(columns: usize) -> Vec<u64> {
        (0..columns)
            .map(|at| 40 * at as u64 / (columns as u64 - 1))
            .collect()
    }

    #[test]
    fn draws_what_is_below_the_curve() {
        let lines = area(&AXES, ramp, Ink::Ascii, 16);
        assert_eq!(
            lines,
            [
                "40 B |         #",
                "     |         #",
                "     |        ##",
                "     |       ###",
                "     |      ####",
                "20 B |     #####",
                "     |    ######",
                "     |   #######",
                "     |  ########",
                "     | #########",
                "     +----------",
                "      0 4 events",
            ]
        );
    }

    #[test]
    fn every_width_is_kept() {
        for ink in [Ink::Ascii, Ink::Braille] {
            for columns in [20, 33, 80, 100] {
                for highest in [0, 1, 999, 1_000_000, u64::MAX] {
                    let axes = Axes { highest, ..AXES };
                    let lines = area(&axes, |n| vec![highest; n], ink, columns);
                    for line in &lines {
                        assert!(width(line) <= columns, "{line:?} in {columns}");
                    }
                }
            }
        }
    }

    #[test]
    fn braille_has_four_steps_in_a_letter() {
        for (levels, expected) in [
            ([0, 0], ' '),
            ([1, 0], '⡀'),
            ([4, 4], '⣿'),
            ([2, 1], '⣄'),
            ([9, 9], '⣿'),
        ] {
            assert_eq!(letter(&levels, 0, Ink::Braille), expected, "{levels:?}");
        }
    }

    #[test]
    fn bytes_have_three_digits() {
        for (value, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.00 kB"),
            (80_833, "80.8 kB"),
            (999_499, "999 kB"),
            (999_999, "1.00 MB"),
            (1_250_000, "1.25 MB"),
        ] {
            assert_eq!(bytes(value), text);
        }
    }
}
