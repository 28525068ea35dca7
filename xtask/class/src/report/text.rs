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
    let mut count = 0;
    while count < MESSAGE {
        match cleaner.next() {
            Some(Shown::Plain(c)) => out.push(c),
            Some(Shown::Named(name)) => out.push_str(&name),
            None => return out.trim_end().to_owned(),
        }
        count += 1;
    }
    let rest = cleaner.chars.count();
    if rest > 0 {
        let rest = number(rest as u64);
        out.push_str(&format!("\n[{rest} more characters are not shown]"));
    }
    out
}

/// A text for a single line, at most `limit` characters long.
pub fn line(text: &str, limit: usize) -> String {
    let mut out = String::new();
    let mut count = 0;
    let mut space = false;
    for shown in Cleaner::of(text) {
        if let Shown::Plain(c) = shown
            && c.is_whitespace()
        {
            space = true;
            continue;
        }
        if count >= limit {
            return out + "…";
        }
        if space && !out.is_empty() {
            out.push(' ');
        }
        space = false;
        match shown {
            Shown::Plain(c) => out.push(c),
            Shown::Named(name) => out.push_str(&name),
        }
        count += 1;
    }
    out
}

/// A line of somebody's program: as [`line`], with the spaces as they are.
pub fn code(text: &str, limit: usize) -> String {
    let first = text.lines().next().unwrap_or_default().trim();
    let mut out = String::new();
    for (count, shown) in Cleaner::of(first).enumerate() {
        if count >= limit {
            return out + "…";
        }
        match shown {
            Shown::Plain(c) => out.push(c),
            Shown::Named(name) => out.push_str(&name),
        }
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
    Named(String),
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
    match c {
        '\n' | '\t' => Shown::Plain(c),
        // Pictures of the control characters: `␀`.
        '\0'..='\u{1f}' => {
            Shown::Plain(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'))
        }
        '\u{7f}' => Shown::Plain('\u{2421}'),
        '\u{80}'..='\u{9f}' => Shown::Plain('\u{fffd}'),
        _ if u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}') => {
            Shown::Plain('\u{fffd}')
        }
        _ if turns_or_hides(c) => Shown::Named(c.escape_unicode().to_string()),
        _ => Shown::Plain(c),
    }
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
            ("nul\0bell\u{7}del\u{7f}", "nul␀bell␇del␡"),
            ("one\r\ntwo\rthree\u{2028}four", "one\ntwo\nthree\nfour"),
            ("\u{ffff}\u{1fffe}\u{85}", "\u{fffd}\u{fffd}\u{fffd}"),
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
