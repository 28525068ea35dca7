//! Colours, widths and numbers for people. In: text. Out: text for a terminal
//! or for a pipe.

use std::fmt::{self, Write};
use std::io::IsTerminal;

pub use crate::flags::ColourChoice;
pub use explain::words::{counted, number, plural};

use crate::text::without_colour;
use crate::workbook::Quantity;

/// How to write for whoever reads standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    ansi: Ansi,
    blocks: Blocks,
    /// Columns to fill.
    pub width: usize,
}

/// Whether signs such as `▁▃█` can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blocks {
    Shown,
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ansi {
    On,
    Off,
}

/// What a text is, as far as its looks go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A pass.
    Good,
    /// A failure.
    Bad,
    /// A heading.
    Strong,
    /// A frame, a line number.
    Frame,
    /// Of less weight.
    Faint,
}

/// What to fill where the width is not known, or is nonsense.
const USUAL_WIDTH: usize = 80;
const WIDEST: usize = 100;
const NARROWEST: usize = 20;
/// How far lines are moved in that belong to the one above.
const BELOW: usize = 2;

impl Style {
    /// Text without escape sequences, at the usual width.
    #[cfg(test)]
    pub fn plain() -> Self {
        Style {
            ansi: Ansi::Off,
            blocks: Blocks::Unknown,
            width: USUAL_WIDTH,
        }
    }

    /// The same, where block signs can be shown.
    #[cfg(test)]
    pub fn with_blocks(self) -> Self {
        Style {
            blocks: Blocks::Shown,
            ..self
        }
    }

    /// The same, so many columns wide.
    #[cfg(test)]
    pub fn with_width(self, width: usize) -> Self {
        Style { width, ..self }
    }

    /// The style for standard output.
    pub fn for_stdout(choice: ColourChoice) -> Self {
        let terminal = std::io::stdout().is_terminal();
        let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        let refused = dumb || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let ansi = match choice {
            ColourChoice::Always => Ansi::On,
            ColourChoice::Auto if terminal && !refused => Ansi::On,
            ColourChoice::Auto | ColourChoice::Never => Ansi::Off,
        };
        let columns = terminal_size::terminal_size()
            .map(|(width, _)| usize::from(width.0))
            .filter(|columns| terminal && *columns > 0);
        Style {
            ansi,
            blocks: match !dumb && speaks_utf8() {
                true => Blocks::Shown,
                false => Blocks::Unknown,
            },
            width: columns.map_or(USUAL_WIDTH, |c| c.clamp(NARROWEST, WIDEST)),
        }
    }

    /// Whether escape sequences are written.
    pub fn is_coloured(self) -> bool {
        self.ansi == Ansi::On
    }

    /// Whether signs such as `▁▃█` can be shown.
    pub fn can_show_blocks(self) -> bool {
        self.blocks == Blocks::Shown
    }

    /// The text in the looks of its role.
    pub fn paint(self, role: Role, text: impl fmt::Display) -> String {
        let code = match role {
            Role::Good => "1;32",
            Role::Bad => "1;31",
            Role::Strong => "1",
            Role::Frame => "1;34",
            Role::Faint => "2",
        };
        match self.ansi {
            Ansi::On => format!("\x1b[{code}m{text}\x1b[0m"),
            Ansi::Off => text.to_string(),
        }
    }

    /// Breaks `text` into lines that fit, and moves those below the first in a little.
    pub fn wrap_below(self, text: &str) -> String {
        let wrapped = Style {
            width: self.width.saturating_sub(BELOW),
            ..self
        }
        .wrap("", text);
        wrapped.replace('\n', &format!("\n{:BELOW$}", ""))
    }

    /// As `wrap`; where there is no room beside `first`, the rest goes below it.
    pub fn wrap_label(self, first: &str, text: &str) -> String {
        match self.width < first.chars().count() + NARROWEST {
            true => self.wrap("", &format!("{first}{text}")),
            false => self.wrap(first, text),
        }
    }

    /// Breaks `text` into lines that fit after `first`, and lines up the rest below.
    pub fn wrap(self, first: &str, text: &str) -> String {
        let indent = first.chars().count();
        let room = self.width.saturating_sub(indent).max(NARROWEST);
        let mut out = first.to_owned();
        let mut used = 0;
        for word in text.split_whitespace() {
            let length = without_colour(word).chars().count();
            if used > 0 && used + 1 + length > room {
                let _ = write!(out, "\n{:indent$}", "");
                used = 0;
            } else if used > 0 {
                out.push(' ');
                used += 1;
            }
            out.push_str(word);
            used += length;
        }
        out
    }
}

/// The columns and rows of the terminal that standard output is, if it is one.
pub fn screen_size() -> Option<(usize, usize)> {
    let (columns, rows) = terminal_size::terminal_size()?;
    Some((usize::from(columns.0), usize::from(rows.0)))
}

/// Whether the locale is one of UTF-8. Windows has no such variables, and its
/// terminal shows all signs.
fn speaks_utf8() -> bool {
    let set = |name: &&str| std::env::var_os(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(set);
    let named = locale.map(|value| value.to_string_lossy().to_ascii_lowercase());
    match named {
        Some(name) => name.contains("utf-8") || name.contains("utf8"),
        None => cfg!(windows),
    }
}

/// A fitted number: three digits that mean something, no more.
pub fn fitted(value: f64) -> String {
    let size = value.abs();
    if size >= 1_000.0 {
        let sign = if value < 0.0 { "-" } else { "" };
        format!("{sign}{}", number(size.round() as u64))
    } else if size >= 100.0 || (value - value.round()).abs() < 0.005 {
        format!("{:.0}", value + 0.0)
    } else if size >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}

/// `2 of 3 parts pass`.
pub fn parts_pass(passed: usize, all: usize) -> String {
    match all {
        1 => format!("{passed} of 1 part passes"),
        _ => format!("{passed} of {all} parts pass"),
    }
}

/// `1 allocation`, `64 peak bytes`.
pub fn amount(count: u64, quantity: Quantity) -> String {
    match (quantity, count) {
        (Quantity::Allocations, _) => counted(count, "allocation"),
        (Quantity::Bytes, 1) => "1 byte in all".to_owned(),
        (Quantity::PeakBytes, 1) => "1 peak byte".to_owned(),
        (Quantity::LiveBytes, 1) => "1 live byte".to_owned(),
        (Quantity::LeftBytes, 1) => "1 byte left behind".to_owned(),
        _ => format!("{} {quantity}", number(count)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fitted_numbers_say_no_more_than_they_know() {
        for (value, text) in [
            (3.0, "3"),
            (2.8061, "2.81"),
            (24.26, "24.3"),
            (131.06, "131"),
            (45_976.4, "45,976"),
            (-1.0, "-1"),
            (0.0, "0"),
        ] {
            assert_eq!(fitted(value), text);
        }
    }

    #[test]
    fn text_wraps_under_itself() {
        let style = Style {
            width: 30,
            ..Style::plain()
        };
        assert_eq!(
            style.wrap("  = note: ", "one two three four five six"),
            "  = note: one two three four\n            five six"
                .replace("            ", "          ")
        );
    }

    #[test]
    fn a_label_gives_way_where_it_is_narrow() {
        for (width, text) in [
            (20, "why: one two three\nfour"),
            (26, "why: one two three four"),
        ] {
            let style = Style::plain().with_width(width);
            assert_eq!(style.wrap_label("why: ", "one two three four"), text);
        }
    }
}
