//! Text from outside. In: what a learner's code or another program printed. Out: text
//! that is safe to print.

/// Text from outside, safe to print: control characters but line ends and tabs
/// are shown, not obeyed.
pub fn tame(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c.to_string(),
            c if c.is_control() || turns_text(c) => c.escape_default().to_string(),
            c => c.to_string(),
        })
        .collect()
}

/// Whether a character changes the direction of the text around it.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text from outside for a single line: tamed, and cut where it gets long.
pub fn tame_line(text: &str) -> String {
    const LIMIT: usize = 300;
    let mut line = String::new();
    for (count, word) in text.split_whitespace().enumerate() {
        if count > 0 {
            line.push(' ');
        }
        line.push_str(&tame(word));
        if line.chars().count() > LIMIT {
            let cut: String = line.chars().take(LIMIT).collect();
            return cut + "…";
        }
    }
    line
}

/// The text without the escape sequences that colour it.
pub fn without_colour(text: &str) -> String {
    let mut pieces = text.split("\x1b[");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        // A sequence ends with the first letter.
        let end = piece.find(|c: char| c.is_ascii_alphabetic());
        plain.push_str(end.map_or("", |end| &piece[end + 1..]));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_taken_out_and_nothing_else() {
        let coloured = "\x1b[1m\x1b[38;5;9merror\x1b[0m: a [b]\n\x1b[";
        assert_eq!(without_colour(coloured), "error: a [b]\n");
    }

    #[test]
    fn escape_sequences_of_others_are_not_obeyed() {
        assert_eq!(tame("a\x1b[31mb\tc\n"), "a\\u{1b}[31mb\tc\n");
        assert_eq!(
            tame_line("two\nlines \u{202e}turned"),
            "two lines \\u{202e}turned"
        );
        assert!(tame_line(&"long ".repeat(100_000)).chars().count() < 310);
    }
}
