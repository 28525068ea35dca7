//! A text on a screen that is too small for it. In: the text, keys that scroll, and the
//! size of the screen. Out: the rows that are seen.

/// What is looked at.
#[derive(Debug, Default)]
pub struct Page {
    text: String,
    /// The first row that is seen.
    top: usize,
}

/// How far to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scroll {
    /// A row up.
    Up,
    /// A row down.
    Down,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// To the first row.
    Home,
    /// To the last row.
    End,
}

/// What is seen of a page.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen {
    /// As many rows as there is room for, or fewer.
    pub rows: Vec<String>,
    /// The number of the first one, from 1.
    pub first: usize,
    /// How many there are.
    pub all: usize,
}

impl Page {
    /// Looks at another text, from its beginning.
    pub fn show(&mut self, text: String) {
        self.text = text;
        self.top = 0;
    }

    /// Goes up or down on a screen with so many columns, of which so many rows are free.
    pub fn scroll(&mut self, how: Scroll, columns: usize, room: usize) {
        let all = rows(&self.text, columns).len();
        let last = all.saturating_sub(room);
        let page = room.saturating_sub(1).max(1);
        let top = match how {
            Scroll::Up => self.top.saturating_sub(1),
            Scroll::Down => self.top + 1,
            Scroll::PageUp => self.top.saturating_sub(page),
            Scroll::PageDown => self.top + page,
            Scroll::Home => 0,
            Scroll::End => last,
        };
        self.top = top.min(last);
    }

    /// What is seen with so many columns and rows.
    pub fn seen(&self, columns: usize, room: usize) -> Seen {
        let rows = rows(&self.text, columns);
        let all = rows.len();
        // A screen that grew shows what is above, too.
        let top = self.top.min(all.saturating_sub(room));
        Seen {
            rows: rows.into_iter().skip(top).take(room).collect(),
            first: top + 1,
            all,
        }
    }
}

/// The text in rows, each no wider than the screen. What is longer goes on in the next row,
/// from a word on where that is possible.
fn rows(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    text.lines()
        .flat_map(|line| folded(line, columns))
        .collect()
}

/// One line in rows.
fn folded(line: &str, columns: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    let mut used = 0;
    for word in words(line) {
        let width = visible(word);
        if used > 0 && used + width > columns {
            rows.push(String::new());
            used = 0;
        }
        let word = match used {
            // A row does not begin with the blank that it was broken at.
            0 if rows.len() > 1 => word.trim_start_matches(' '),
            _ => word,
        };
        for piece in pieces(word) {
            let width = visible(piece);
            if used + width > columns {
                rows.push(String::new());
                used = 0;
            }
            used += width;
            if let Some(row) = rows.last_mut() {
                row.push_str(piece);
            }
        }
    }
    rows
}

/// Each word with the blanks before it.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let word = rest.find(|c: char| c != ' ').unwrap_or(rest.len());
        let end = rest[word..].find(' ').map_or(rest.len(), |at| word + at);
        let (head, tail) = rest.split_at(end);
        rest = tail;
        (!head.is_empty()).then_some(head)
    })
}

/// The letters of a text, and its escape sequences.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let length = match first {
            // A sequence ends with a letter.
            '\x1b' => rest
                .find(|c: char| c.is_ascii_alphabetic())
                .map_or(rest.len(), |at| at + 1),
            letter => letter.len_utf8(),
        };
        let (piece, tail) = rest.split_at(length);
        rest = tail;
        Some(piece)
    })
}

/// The columns of a text, without its escape sequences.
pub fn visible(text: &str) -> usize {
    pieces(text)
        .filter(|piece| !piece.starts_with('\x1b'))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_folded_at_words_where_it_can_be() {
        for (line, columns, expected) in [
            ("one two", 10, &["one two"][..]),
            ("one two three", 9, &["one two", "three"]),
            ("    indented line", 12, &["    indented", "line"]),
            ("abcdefgh", 3, &["abc", "def", "gh"]),
            ("a bcdefgh", 4, &["a", "bcde", "fgh"]),
            ("\x1b[1mone\x1b[0m two", 3, &["\x1b[1mone\x1b[0m", "two"]),
            ("ööö ü", 3, &["ööö", "ü"]),
        ] {
            assert_eq!(rows(line, columns), expected, "{line:?} in {columns}");
        }
    }

    #[test]
    fn every_row_fits_and_nothing_is_lost() {
        let line = "error[over-budget]: \x1b[1mparse-users\x1b[0m costs too much: 11,531";
        for columns in 1..60 {
            let rows = rows(line, columns);
            assert!(rows.iter().all(|row| visible(row) <= columns), "{rows:?}");
            let letters = |text: &str| text.replace(' ', "");
            assert_eq!(letters(&rows.concat()), letters(line), "{columns}");
        }
    }

    #[test]
    fn keys_scroll_to_the_ends_and_no_further() {
        let mut page = Page::default();
        page.show((1..=10).map(|n| format!("{n}\n")).collect());
        for (how, first) in [
            (Scroll::Up, 1),
            (Scroll::Down, 2),
            (Scroll::PageDown, 5),
            (Scroll::PageDown, 7),
            (Scroll::Down, 7),
            (Scroll::PageUp, 4),
            (Scroll::End, 7),
            (Scroll::Home, 1),
        ] {
            page.scroll(how, 80, 4);
            let seen = page.seen(80, 4);
            assert_eq!(
                (seen.first, seen.rows.len(), seen.all),
                (first, 4, 10),
                "{how:?}"
            );
        }
        page.scroll(Scroll::End, 80, 4);
        assert_eq!(page.seen(80, 20).first, 1, "the screen grew");
        page.show("new".to_owned());
        assert_eq!(page.seen(80, 4).rows, ["new"]);
    }
}
