//! Text in columns. In: text from outside, and a width. Out: lines that are no
//! wider, also where a word is, or where letters take two columns.

use std::fmt::Write;

use crate::text::tame;

/// How many columns a text takes on a terminal, about.
pub fn width(text: &str) -> usize {
    text.chars().map(width_of).sum()
}

/// How many columns a letter takes, about; none where it stands over the one before.
pub fn width_of(c: char) -> usize {
    match u32::from(c) {
        0x300..=0x36f | 0x200b..=0x200d | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

/// A line of code, safe to print, in at most `room` columns.
pub fn code(line: &str, room: usize) -> String {
    cut(&tame(&line.trim().replace('\t', "    ")), room)
}

/// The beginning of a text, with a mark where something is left out.
pub fn cut(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let (head, _) = split(text, room.saturating_sub(1));
    format!("{head}…")
}

/// Breaks `text` into lines that fit after `first`, and lines up the rest below.
/// A word that is too long for a line goes on in the next one.
pub fn wrap(first: &str, text: &str, columns: usize) -> String {
    // Under a long label there would be no room.
    let indent = match width(first) {
        long if long > columns / 3 => columns / 5,
        short => short,
    };
    let mut out = first.to_owned();
    let mut used = width(first);
    let mut is_empty = true;
    for word in tame(text).split_whitespace() {
        let mut word = word;
        loop {
            let blank = usize::from(!is_empty);
            if used + blank + width(word) <= columns {
                out.push_str(&" "[..blank]);
                out.push_str(word);
                used += blank + width(word);
                is_empty = false;
                break;
            }
            // What fits into no line begins where it is, and goes on below.
            if width(word) > columns - indent && columns >= used + blank + 2 {
                let (head, rest) = split(word, columns - used - blank);
                out.push_str(&" "[..blank]);
                out.push_str(head);
                word = rest;
            }
            out.truncate(out.trim_end_matches(' ').len());
            let _ = write!(out, "\n{:indent$}", "");
            used = indent;
            is_empty = true;
        }
    }
    out
}

/// The longest beginning that fits, but one letter at least, and the rest.
fn split(text: &str, room: usize) -> (&str, &str) {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += width_of(c);
        if used > room && at > 0 {
            return text.split_at(at);
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_wider_than_asked_for() {
        let texts = [
            "short",
            "some words that do not fit into one line of text",
            "src/a_very_long_name_of_a_folder/and_of_a_file.rs:1234",
            "名前が長いファイル.rs 名前が長いファイル.rs",
            "a\tb\u{1b}[31mc",
            "",
        ];
        for text in texts {
            for columns in [8, 20, 80] {
                for first in ["", "  = ", "= no:  "] {
                    for line in wrap(first, text, columns).lines() {
                        assert!(width(line) <= columns, "{line:?} in {columns}");
                    }
                }
                assert!(width(&code(text, columns)) <= columns);
            }
        }
    }

    #[test]
    fn no_letter_is_lost_in_a_wrap() {
        let text = "src/a_very_long_name_of_a_folder/and_of_a_file.rs:1234 in all";
        let wrapped = wrap("", text, 11);
        let letters = |text: &str| text.replace(['\n', ' '], "");
        assert_eq!(letters(&wrapped), letters(text));
    }

    #[test]
    fn a_cut_is_marked() {
        for (text, room, expected) in [
            ("abcdef", 6, "abcdef"),
            ("abcdef", 4, "abc…"),
            ("名前名前", 5, "名前…"),
        ] {
            assert_eq!(cut(text, room), expected);
        }
    }
}
