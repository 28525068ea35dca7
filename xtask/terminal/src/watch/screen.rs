//! What the watcher shows. In: texts, the verdict, messages, and how many parts pass. Out:
//! lines one after the other, or a screen of its own, with the verdict and the keys always
//! in its last rows.

use std::io::{self, Write};

use xtask::style::{ColourChoice, Role, Style, screen_size};

use super::bar::{self, PartsPassed};
use super::keys;
use super::page::{Page, Scroll, visible};

/// What is taken where the terminal does not say how large it is.
const USUAL_SIZE: (usize, usize) = (80, 24);

/// Where the watcher writes.
pub struct Screen {
    colour: ColourChoice,
    kind: OutputKind,
    page: Page,
    /// The last verdict, in a line.
    verdict: String,
    /// What is being done, or what is to be told for now; empty for nothing.
    message: String,
    parts: PartsPassed,
}

/// How it writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputKind {
    /// On a screen of its own, for somebody who has keys.
    Screen,
    /// Lines come one after the other.
    Lines,
}

/// Another screen, and the first one again with what was on it.
const ENTER: &str = "\x1b[?1049h";
const LEAVE: &str = "\x1b[?1049l";
/// A frame is drawn from the first row on, without breaks of the terminal's own.
const BEGIN: &str = "\x1b[?7l\x1b[H";
const END: &str = "\x1b[?7h";
/// A row is emptied before it is written: behind a full one, its last column would go.
const CLEAR_ROW: &str = "\x1b[2K";

impl Screen {
    /// Writes to standard output.
    pub fn new(colour: ColourChoice, kind: OutputKind) -> Self {
        let screen = Screen {
            colour,
            kind,
            page: Page::default(),
            verdict: String::new(),
            message: String::new(),
            parts: PartsPassed::default(),
        };
        screen.enter();
        screen
    }

    /// Whether there is a screen with keys.
    pub fn has_keys(&self) -> bool {
        self.kind == OutputKind::Screen
    }

    /// Takes the screen, also after others had it.
    pub fn enter(&self) {
        if self.has_keys() {
            write(ENTER);
        }
    }

    /// Tells something for now: a line, or a row above the verdict.
    pub fn say(&mut self, text: &str) {
        match self.kind {
            OutputKind::Lines => println!("{}", self.style().wrap("", text)),
            OutputKind::Screen => {
                text.clone_into(&mut self.message);
                self.draw();
            }
        }
    }

    /// Tells what is being done. Where lines come one after the other, nothing is told.
    pub fn does(&mut self, what: &str) {
        if self.has_keys() && self.message != what {
            what.clone_into(&mut self.message);
            self.draw();
        }
    }

    /// Shows a text from its beginning, with nothing to be told beside it.
    pub fn show(&mut self, text: String) {
        match self.kind {
            OutputKind::Lines => print!("{text}"),
            OutputKind::Screen => {
                self.message.clear();
                self.page.show(text);
                self.draw();
            }
        }
    }

    /// Shows another part of the text.
    pub fn scroll(&mut self, how: Scroll) {
        let (columns, rows) = size();
        self.page.scroll(how, columns, self.room(columns, rows));
        self.draw();
    }

    /// Shows the verdict, and how many parts of all exercises pass.
    pub fn stands(&mut self, verdict: String, parts: PartsPassed) {
        self.verdict = verdict;
        self.parts = parts;
        match self.kind {
            OutputKind::Lines => println!("{}", bar::words(parts)),
            OutputKind::Screen => self.draw(),
        }
    }

    /// Draws all of it again.
    pub fn draw(&self) {
        if self.has_keys() {
            let (columns, rows) = size();
            write(&self.frame(columns, rows));
        }
    }

    fn style(&self) -> Style {
        Style::for_stdout(self.colour)
    }

    /// How many rows are left for the text.
    fn room(&self, columns: usize, rows: usize) -> usize {
        let messages = usize::from(!self.message.is_empty());
        rows.saturating_sub(self.foot(columns, None).len() + messages)
    }

    /// A screen full.
    fn frame(&self, columns: usize, rows: usize) -> String {
        let seen = self.page.seen(columns, self.room(columns, rows));
        let more = (seen.all > seen.rows.len()).then(|| {
            let last = seen.first + seen.rows.len() - 1;
            format!("rows {}-{last} of {}", seen.first, seen.all)
        });
        let mut foot = Vec::new();
        if !self.message.is_empty() {
            foot.push(cut(&self.message, columns));
        }
        foot.extend(self.foot(columns, more));
        let mut all = seen.rows;
        // A screen with so few rows shows the last of them, which is that of the keys.
        let first = foot.len().saturating_sub(rows);
        all.resize(rows.saturating_sub(foot.len()), String::new());
        all.extend(foot.drain(first..));
        let rows: Vec<String> = all
            .into_iter()
            .map(|row| CLEAR_ROW.to_owned() + &row)
            .collect();
        format!("{BEGIN}{}{END}", rows.join("\r\n"))
    }

    /// The rows that are always there: the verdict and the keys.
    fn foot(&self, columns: usize, more: Option<String>) -> Vec<String> {
        let style = self.style();
        let verdict = cut(&self.verdict, columns);
        let mut row = style.paint(Role::Strong, &verdict);
        let beside = [
            more.unwrap_or_default(),
            bar::text(self.parts, columns, style),
        ];
        for text in beside.iter().filter(|text| !text.is_empty()) {
            if visible(&row) + 2 + visible(text) <= columns {
                let gap = if visible(&row) == 0 { "" } else { "  " };
                row = format!("{row}{gap}{text}");
            }
        }
        let keys = keys::ROWS
            .iter()
            .find(|keys| keys.chars().count() <= columns);
        let keys = keys.map_or(String::new(), |keys| style.paint(Role::Faint, keys));
        vec![row, keys]
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        if self.has_keys() {
            write(LEAVE);
            if !self.verdict.is_empty() {
                write(&format!("{}\r\n", self.verdict));
            }
        }
    }
}

/// A row that is no wider than the screen.
fn cut(text: &str, columns: usize) -> String {
    match text.chars().count() <= columns {
        true => text.to_owned(),
        false => {
            let kept: String = text.chars().take(columns.saturating_sub(1)).collect();
            kept + "…"
        }
    }
}

fn size() -> (usize, usize) {
    let known = |(columns, rows): &(usize, usize)| *columns > 0 && *rows > 0;
    screen_size().filter(known).unwrap_or(USUAL_SIZE)
}

fn write(text: &str) {
    let mut out = io::stdout().lock();
    // A terminal that went away is told by a signal.
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screen(text: &str, message: &str) -> Screen {
        let mut screen = Screen {
            colour: ColourChoice::Never,
            kind: OutputKind::Lines,
            page: Page::default(),
            verdict: "ex3-string-trap: over-budget, 0 of 3 parts pass".to_owned(),
            message: message.to_owned(),
            parts: PartsPassed { passed: 5, all: 17 },
        };
        screen.page.show(text.to_owned());
        screen
    }

    fn rows(screen: &Screen, columns: usize, rows: usize) -> Vec<String> {
        let frame = screen.frame(columns, rows);
        let frame = frame.strip_prefix(BEGIN).and_then(|f| f.strip_suffix(END));
        let rows = frame.expect("a frame").split("\r\n");
        rows.map(|row| row.trim_start_matches(CLEAR_ROW).to_owned())
            .collect()
    }

    #[test]
    fn the_verdict_and_the_keys_are_always_there() {
        let long: String = (1..=100).map(|n| format!("line {n}\n")).collect();
        for (columns, height) in [(80, 24), (20, 24), (40, 5), (80, 3), (9, 24), (200, 60)] {
            for (text, message) in [(&*long, ""), (&*long, "checking"), ("short", "checking")] {
                let seen = rows(&screen(text, message), columns, height);
                assert_eq!(seen.len(), height, "{columns} x {height}");
                assert!(seen.iter().all(|row| visible(row) <= columns), "{seen:?}");
                let keys = seen.last().expect("a row");
                assert!(keys.contains("keys") || keys.contains("hint"), "{seen:?}");
                let verdict = &seen[height - 2];
                assert!(verdict.starts_with("ex3-stri"), "{seen:?}");
                if !message.is_empty() && height > 3 {
                    assert!(seen[height - 3].starts_with(message), "{seen:?}");
                }
            }
        }
    }

    #[test]
    fn it_is_told_that_there_is_more() {
        let long: String = (1..=100).map(|n| format!("line {n}\n")).collect();
        let seen = rows(&screen(&long, ""), 80, 24);
        assert_eq!(seen[0], "line 1");
        assert_eq!(seen[21], "line 22");
        assert_eq!(
            seen[22],
            "ex3-string-trap: over-budget, 0 of 3 parts pass  rows 1-22 of 100"
        );
        let seen = rows(&screen("short", ""), 80, 24);
        assert_eq!(
            seen[22],
            "ex3-string-trap: over-budget, 0 of 3 parts pass  [##......] 5/17 parts pass"
        );
    }
}
