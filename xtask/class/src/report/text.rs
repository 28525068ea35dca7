//! Strangers' texts. In: anything. Out: text that is safe to show, and not too long.
//!
//! Escape sequences of terminals are taken out. Characters that are not seen, or that
//! turn the text around them, are shown and not obeyed. What is left is also text that
//! XML allows.

use std::iter::Peekable;
use std::str::Chars;

use xtask::style::number;

/// How much of a message is shown, in characters.
const MESSAGE: usize = 4_000;

/// A message of several lines. If it is cut, it says so.
pub fn message(text: &str) -> String {
    let mut cleaner = Cleaner::of(text);
    let mut out = String::new();
    let mut length = 0;
    while length < MESSAGE {
        match cleaner.next() {
            Some(shown) => length += shown.push_to(&mut out),
            None => return out.trim_end().to_owned(),
        }
    }
    let rest = cleaner.chars.count();
    if rest > 0 {
        let rest = number(rest as u64);
        out.push_str(&format!("\n[{rest} more characters are not shown]"));
    }
    out
}

/// A text for a single line, at most about `limit` characters long.
pub fn line(text: &str, limit: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    let mut space = false;
    for shown in Cleaner::of(text) {
        if matches!(shown, Shown::Plain(c) if c.is_whitespace()) {
            space = true;
            continue;
        }
        if length >= limit {
            return out + "…";
        }
        if space && !out.is_empty() {
            length += Shown::Plain(' ').push_to(&mut out);
        }
        space = false;
        length += shown.push_to(&mut out);
    }
    out
}

/// A line of somebody's program: as [`line`](fn@line), with the spaces as they are.
pub fn code(text: &str, limit: usize) -> String {
    let first = text.lines().next().unwrap_or_default().trim();
    let mut out = String::new();
    let mut length = 0;
    for shown in Cleaner::of(first) {
        if length >= limit {
            return out + "…";
        }
        length += shown.push_to(&mut out);
    }
    out
}

/// Takes the number that the inputs were made from out of a text. A harness is told it,
/// and code under test may print what it is told. Seeds of few digits are chosen by
/// hand, and look like any other number.
pub fn without_seed(text: &str, seed: Option<u64>) -> String {
    match seed {
        Some(seed) if seed >= 1_000_000 => text.replace(&seed.to_string(), "[seed]"),
        _ => text.to_owned(),
    }
}

/// A character as it is shown.
enum Shown {
    Plain(char),
    /// One that is not seen or allowed, by its number: `\u{202e}`.
    Named(char),
}

impl Shown {
    /// Appends it, and says how many characters that took.
    fn push_to(self, out: &mut String) -> usize {
        match self {
            Shown::Plain(c) => {
                out.push(c);
                1
            }
            Shown::Named(c) => {
                let name = c.escape_unicode();
                let length = name.len();
                out.extend(name);
                length
            }
        }
    }
}

/// Reads characters and leaves escape sequences out.
struct Cleaner<'a> {
    chars: Peekable<Chars<'a>>,
}

impl<'a> Cleaner<'a> {
    fn of(text: &'a str) -> Self {
        Cleaner {
            chars: text.chars().peekable(),
        }
    }

    /// What comes after ESC. A sequence that does not end is left where its line ends.
    fn skip_escape(&mut self) {
        match self.chars.peek() {
            Some('[') => {
                self.chars.next();
                self.skip_control_sequence();
            }
            Some(']' | 'P' | 'X' | '^' | '_') => self.skip_string(),
            _ => {
                while self.chars.next_if(|c| matches!(c, ' '..='/')).is_some() {}
                self.chars.next_if(|c| matches!(c, '0'..='~'));
            }
        }
    }

    fn skip_control_sequence(&mut self) {
        while self.chars.next_if(|c| matches!(c, ' '..='?')).is_some() {}
        self.chars.next_if(|c| matches!(c, '@'..='~'));
    }

    fn skip_string(&mut self) {
        while let Some(c) = self.chars.next_if(|c| *c != '\n') {
            match c {
                '\u{7}' | '\u{9c}' => return,
                '\u{1b}' if self.chars.next_if_eq(&'\\').is_some() => return,
                _ => {}
            }
        }
    }
}

impl Iterator for Cleaner<'_> {
    type Item = Shown;

    fn next(&mut self) -> Option<Shown> {
        loop {
            match self.chars.next()? {
                '\u{1b}' => self.skip_escape(),
                '\u{9b}' => self.skip_control_sequence(),
                '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => self.skip_string(),
                '\r' if self.chars.peek() == Some(&'\n') => {}
                '\r' | '\u{2028}' | '\u{2029}' => return Some(Shown::Plain('\n')),
                c => return Some(shown(c)),
            }
        }
    }
}

fn shown(c: char) -> Shown {
    let obeyed = c.is_control() && !matches!(c, '\n' | '\t');
    if obeyed || is_noncharacter(c) || turns_or_hides(c) {
        Shown::Named(c)
    } else {
        Shown::Plain(c)
    }
}

/// Whether Unicode says that it is no character. XML forbids some of these.
fn is_noncharacter(c: char) -> bool {
    u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

/// Whether a character changes the direction of the text around it, or is not seen.
/// Joiners are left, because emoji and several scripts need them.
fn turns_or_hides(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_controls_are_not_obeyed() {
        for (text, expected) in [
            ("plain\ttext\nand more", "plain\ttext\nand more"),
            ("\u{1b}[1;31merror\u{1b}[0m: no", "error: no"),
            ("\u{9b}31mred", "red"),
            ("\u{1b}]0;a title\u{7}text", "text"),
            ("\u{1b}]8;;http://x\u{1b}\\link\u{1b}]8;;\u{1b}\\", "link"),
            (
                "\u{1b}]never ends\nthe next line stays",
                "\nthe next line stays",
            ),
            ("\u{1b}[", ""),
            ("\u{1b}", ""),
            ("\u{1b}(Btext", "text"),
            ("\u{1b}[31\nx", "\nx"),
            ("a\u{202e}b", "a\\u{202e}b"),
            ("a\u{200b}b", "a\\u{200b}b"),
            ("nul\0bell\u{7}del\u{7f}", "nul\\u{0}bell\\u{7}del\\u{7f}"),
            ("one\r\ntwo\rthree\u{2028}four", "one\ntwo\nthree\nfour"),
            ("\u{ffff}\u{1fffe}\u{85}", "\\u{ffff}\\u{1fffe}\\u{85}"),
            ("👩‍💻 é", "👩‍💻 é"),
        ] {
            assert_eq!(message(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_long_message_is_cut_and_says_so() {
        let whole = "x".repeat(MESSAGE);
        assert_eq!(message(&whole), whole);
        let cut = message(&"é".repeat(1_000_000));
        assert!(cut.starts_with(&"é".repeat(MESSAGE)));
        assert!(
            cut.ends_with("\n[996,000 more characters are not shown]"),
            "{}",
            &cut[cut.len() - 60..]
        );
        assert_eq!(cut.chars().filter(|c| *c == 'é').count(), MESSAGE);
    }

    #[test]
    fn a_seed_that_was_printed_is_taken_out() {
        for (text, seed, expected) in [
            ("argv: 8237465987", Some(8_237_465_987), "argv: [seed]"),
            ("7 of 7", Some(7), "7 of 7"),
            ("x", None, "x"),
        ] {
            assert_eq!(without_seed(text, seed), expected);
        }
    }

    #[test]
    fn a_line_has_no_ends_and_a_length() {
        for (text, limit, expected) in [
            ("  one\n\ttwo  ", 20, "one two"),
            ("", 3, ""),
            ("abcd", 4, "abcd"),
            ("abcde", 4, "abcd…"),
            ("\u{202e}gpj.exe", 20, "\\u{202e}gpj.exe"),
        ] {
            assert_eq!(line(text, limit), expected, "{text:?}");
        }
        assert_eq!(code("    let a  = 1;\nlet b", 40), "let a  = 1;");
        assert_eq!(code("abcdef", 3), "abc…");
    }
}
