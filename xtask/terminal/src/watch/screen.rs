//! What the watcher shows. In: messages, and how many parts pass. Out: lines, and
//! on a terminal a bar below them that follows the terminal's width.

use std::io::{self, IsTerminal, Write};

use xtask::style::{ColourChoice, Role, Style};

/// The widest bar: no more than this has to be drawn again.
const WIDEST: usize = 60;

/// Where the watcher writes.
pub struct Screen {
    colour: ColourChoice,
    kind: OutputKind,
    /// What stands in the last line, without a line break.
    shown: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OutputKind {
    /// Lines can be drawn again.
    Terminal,
    /// Lines come one after the other.
    Plain,
}

/// How many parts of all exercises pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartsPassed {
    /// Parts that pass.
    pub passed: usize,
    /// All parts.
    pub all: usize,
}

impl Screen {
    /// Writes to standard output.
    pub fn new(colour: ColourChoice) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        Screen {
            colour,
            kind: match io::stdout().is_terminal() && !dumb {
                true => OutputKind::Terminal,
                false => OutputKind::Plain,
            },
            shown: None,
        }
    }

    /// Whether lines can be drawn again.
    pub fn is_terminal(&self) -> bool {
        self.kind == OutputKind::Terminal
    }

    /// Looks and width, as they are now.
    pub fn style(&self) -> Style {
        Style::for_stdout(self.colour)
    }

    /// Writes a message, broken into lines that fit.
    pub fn say(&mut self, text: &str) {
        let text = self.style().wrap("", text);
        self.clear();
        println!("{text}");
    }

    /// Shows a bar below all that was written, where that can be drawn again.
    pub fn bar(&mut self, parts: PartsPassed) {
        if self.is_terminal() {
            let style = self.style();
            self.last_line(bar(parts, style.width).text(style));
        }
    }

    /// Writes the same as a line, where there is no bar.
    pub fn line(&mut self, parts: PartsPassed) {
        if !self.is_terminal() {
            println!("{}", words(parts));
        }
    }

    /// Asks for a key below all that was written.
    pub fn ask(&mut self, question: &str) {
        self.last_line(question.to_owned());
    }

    /// Takes the last line away, so that others can write.
    pub fn clear(&mut self) {
        if let Some(shown) = self.shown.take() {
            let rows = rows(visible(&shown), self.style().width);
            let mut out = io::stdout().lock();
            if rows > 1 {
                // A narrower terminal has broken the line into several.
                let _ = write!(out, "\x1b[{}A", rows - 1);
            }
            // A terminal that went away is told by a signal.
            let _ = write!(out, "\r\x1b[J");
            let _ = out.flush();
        }
    }

    fn last_line(&mut self, text: String) {
        self.clear();
        let mut out = io::stdout().lock();
        let _ = write!(out, "{text}");
        let _ = out.flush();
        self.shown = Some(text);
    }
}

/// A bar with its numbers.
struct Bar {
    /// Cells that are full.
    full: usize,
    /// Cells that are not; no cells at all, where there is no room for them.
    empty: usize,
    numbers: String,
}

/// A bar that is one column narrower than the terminal at most, because many a
/// terminal breaks a line that is full.
fn bar(parts: PartsPassed, width: usize) -> Bar {
    let room = width.saturating_sub(1).min(WIDEST);
    let short = format!("{}/{}", parts.passed, parts.all);
    let numbers = [words(parts), format!("{short} parts"), short.clone()]
        .into_iter()
        .find(|numbers| numbers.len() + "[####] ".len() <= room);
    let Some(numbers) = numbers else {
        return Bar {
            full: 0,
            empty: 0,
            numbers: short.chars().take(room).collect(),
        };
    };
    let cells = room - numbers.len() - "[] ".len();
    // Only what is whole is full, and only nothing is empty.
    let full = match parts {
        PartsPassed { passed: 0, .. } | PartsPassed { all: 0, .. } => 0,
        PartsPassed { passed, all } if passed >= all => cells,
        PartsPassed { passed, all } => (cells * passed / all).clamp(1, cells - 1),
    };
    Bar {
        full,
        empty: cells - full,
        numbers,
    }
}

impl Bar {
    fn text(&self, style: Style) -> String {
        let (full, empty) = ("#".repeat(self.full), ".".repeat(self.empty));
        match (self.full, self.empty) {
            (0, 0) => self.numbers.clone(),
            (0, _) => format!("[{empty}] {}", self.numbers),
            _ => format!(
                "[{}{empty}] {}",
                style.paint(Role::Good, full),
                self.numbers
            ),
        }
    }
}

fn words(parts: PartsPassed) -> String {
    format!("{} of {} parts pass so far", parts.passed, parts.all)
}

/// The columns of a text, without its escape sequences.
fn visible(text: &str) -> usize {
    let mut columns = 0;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\x1b' => {
                letters.by_ref().find(|c| *c == 'm');
            }
            _ => columns += 1,
        }
    }
    columns
}

/// How many rows a text takes.
fn rows(columns: usize, width: usize) -> usize {
    columns.div_ceil(width.max(1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(passed: usize, all: usize, width: usize) -> String {
        let style = Style::for_stdout(ColourChoice::Never);
        bar(PartsPassed { passed, all }, width).text(style)
    }

    #[test]
    fn the_bar_fits_into_every_width() {
        for (passed, all, width, expected) in [
            (0, 17, 20, "[......] 0/17 parts"),
            (5, 17, 20, "[#.....] 5/17 parts"),
            (5, 17, 40, "[###........] 5 of 17 parts pass so far"),
            (17, 17, 24, "[#########] 17/17 parts"),
            (16, 17, 24, "[########.] 16/17 parts"),
            (1, 1000, 24, "[#.......] 1/1000 parts"),
            (0, 0, 20, "[.......] 0/0 parts"),
        ] {
            assert_eq!(
                text(passed, all, width),
                expected,
                "{passed}/{all} in {width}"
            );
        }
        for width in 0..200 {
            let bar = text(3, 9, width);
            assert!(bar.len() < width.max(1), "{bar} in {width}");
        }
    }

    #[test]
    fn rows_count_what_is_seen() {
        assert_eq!(visible("\x1b[1;32m###\x1b[0m..] 3/5"), 10);
        for (columns, width, expected) in [(0, 20, 1), (19, 20, 1), (20, 20, 1), (59, 20, 3)] {
            assert_eq!(rows(columns, width), expected, "{columns} in {width}");
        }
    }
}
