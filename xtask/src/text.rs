//! Text from outside. In: what a learner's code or another program printed. Out: text
//! that is safe to print.

/// Text from outside, safe to print: what cannot be seen, but for line ends and tabs, is
/// shown and not obeyed.
pub fn tame(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c.to_string(),
            c if is_invisible(c) => c.escape_default().to_string(),
            c => c.to_string(),
        })
        .collect()
}

/// Whether a character is seen by what it does to others alone, or not at all: controls,
/// those that turn the direction of the text around them, and those without a width.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
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

/// What a compiler says, safe to print: its colours are obeyed, and all else is as in
/// [`tame`]. A compiler shows the escape signs that a file has as other letters, so those in
/// its text are its own.
pub fn tame_coloured(text: &str) -> String {
    let mut pieces = text.split("\x1b[");
    let mut tamed = tame(pieces.next().unwrap_or_default());
    for piece in pieces {
        let end = piece.find(|c: char| !(c.is_ascii_digit() || c == ';'));
        match end.filter(|end| piece[*end..].starts_with('m')) {
            Some(end) => {
                tamed += "\x1b[";
                tamed += &piece[..=end];
                tamed += &tame(&piece[end + 1..]);
            }
            None => tamed += &tame(&format!("\x1b[{piece}")),
        }
    }
    tamed
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
    fn of_a_compilers_text_only_colours_are_obeyed() {
        for (text, shown) in [
            ("plain", "plain"),
            (
                "\x1b[1m\x1b[38;5;9merror\x1b[0m: a",
                "\x1b[1m\x1b[38;5;9merror\x1b[0m: a",
            ),
            ("a\x1b[2Jb", "a\\u{1b}[2Jb"),
            ("a\x1b]0;title\x07", "a\\u{1b}]0;title\\u{7}"),
            ("a\x1b[", "a\\u{1b}["),
            ("\x1b[1m\u{9b}31m\u{200b}", "\x1b[1m\\u{9b}31m\\u{200b}"),
        ] {
            assert_eq!(tame_coloured(text), shown);
        }
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        for (c, is_shown) in [
            ('\u{0}', true),
            ('\u{7f}', true),
            ('\u{85}', true),
            ('\u{9b}', true),
            ('\u{61c}', true),
            ('\u{200b}', true),
            ('\u{200e}', true),
            ('\u{2028}', true),
            ('\u{202e}', true),
            ('\u{2060}', true),
            ('\u{2069}', true),
            ('\u{feff}', true),
            ('\u{e0041}', true),
            ('\n', false),
            ('\t', false),
            (' ', false),
            ('é', false),
            ('東', false),
            ('\u{301}', false),
        ] {
            let text = tame(&format!("a{c}b"));
            assert_eq!(text.contains('\\'), is_shown, "{c:?}: {text}");
            assert_eq!(text.contains(c), !is_shown, "{c:?}: {text}");
        }
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
