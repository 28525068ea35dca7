//! Lines of the prompt. In: a line. Out: its words, and where each begins.

/// A word of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Without quotes.
    pub text: String,
    /// Where it begins in the line, in bytes, with its quote.
    pub start: usize,
}

/// A line, cut into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its words, without a comment.
    pub words: Vec<Word>,
    /// Whether the last word may go on at the end of the line.
    pub end: End,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// After a blank, or at the very beginning.
    Between,
    /// In a word.
    InWord,
    /// In a quote that is open; it begins at this byte.
    InQuote(usize),
    /// In a comment.
    InComment,
}

/// Cuts a line at its blanks. `'…'` and `"…"` keep blanks, as does a `\` before
/// one, and `#` at the beginning of a word begins a comment.
pub fn cut(line: &str) -> Line {
    let mut words: Vec<Word> = Vec::new();
    let mut end = End::Between;
    let mut quote = ' ';
    let mut letters = line.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if end == End::Between {
            match letter {
                c if c.is_whitespace() => continue,
                '#' => {
                    end = End::InComment;
                    break;
                }
                _ => {}
            }
            words.push(Word {
                text: String::new(),
                start: at,
            });
            end = End::InWord;
        }
        let Some(word) = words.last_mut() else {
            continue;
        };
        match (end, letter) {
            (End::InQuote(_), c) if c == quote => end = End::InWord,
            (End::InWord, '\'' | '"') => {
                quote = letter;
                end = End::InQuote(at);
            }
            (End::InWord, c) if c.is_whitespace() => end = End::Between,
            // On Windows it separates folders.
            (_, '\\') if quote_rules_allow(end, quote) && !cfg!(windows) => match letters.next() {
                Some((_, escaped)) => word.text.push(escaped),
                None => word.text.push('\\'),
            },
            _ => word.text.push(letter),
        }
    }
    Line { words, end }
}

/// Whether a `\` means something here: everywhere but between `'`.
fn quote_rules_allow(end: End, quote: char) -> bool {
    !matches!(end, End::InQuote(_)) || quote == '"'
}

impl Line {
    /// Its words as a command of `cargo xtask` has them: those two words, typed by
    /// habit, are left out.
    pub fn command(&self) -> &[Word] {
        match self.words.as_slice() {
            [cargo, xtask, rest @ ..] if cargo.text == "cargo" && xtask.text == "xtask" => rest,
            all => all,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_into_words() {
        for (line, words, end) in [
            ("", &[][..], End::Between),
            ("  check  ex3 ", &["check", "ex3"], End::Between),
            ("check ex3", &["check", "ex3"], End::InWord),
            ("--file \"a b.rs\"", &["--file", "a b.rs"], End::InWord),
            ("--file 'a \"b\\'", &["--file", "a \"b\\"], End::InWord),
            ("--file=\"a b\".rs x", &["--file=a b.rs", "x"], End::InWord),
            ("'' x", &["", "x"], End::InWord),
            ("# all of it", &[], End::InComment),
            ("check # the rest", &["check"], End::InComment),
            ("check ex3#1", &["check", "ex3#1"], End::InWord),
            ("check \"ex3", &["check", "ex3"], End::InQuote(6)),
            ("höhe 'ä ö'", &["höhe", "ä ö"], End::InWord),
        ] {
            let cut = cut(line);
            let texts: Vec<&str> = cut.words.iter().map(|word| word.text.as_str()).collect();
            assert_eq!((texts.as_slice(), cut.end), (words, end), "{line}");
        }
    }

    #[cfg(not(windows))]
    #[test]
    fn a_backslash_keeps_a_blank() {
        for (line, word) in [("a\\ b", "a b"), ("\"a\\\"b\"", "a\"b"), ("a\\", "a\\")] {
            assert_eq!(cut(line).words[0].text, word, "{line}");
        }
    }

    #[test]
    fn a_habit_is_forgiven() {
        for (line, words) in [
            ("cargo xtask check ex3", &["check", "ex3"][..]),
            ("cargo xtask", &[]),
            ("cargo build", &["cargo", "build"]),
        ] {
            let cut = cut(line);
            let texts: Vec<&str> = cut.command().iter().map(|w| w.text.as_str()).collect();
            assert_eq!(texts, words, "{line}");
        }
    }
}
