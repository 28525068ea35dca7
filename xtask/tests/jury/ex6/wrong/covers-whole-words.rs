//! Covers a name only where it is a whole word.
//!
//! on = "reference"
//! part = "censor"
//! verdict = "wrong-answer"

fn censor() {
    let mut censored = Cow::Borrowed(text);
    for name in CODE_NAMES {
        for (at, _) in text.match_indices(name) {
            let end = at + name.len();
            let before = text[..at].chars().next_back();
            let after = text[end..].chars().next();
            let inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
            if !inside(before) && !inside(after) {
                censored
                    .to_mut()
                    .replace_range(at..end, &STARS[..name.len()]);
            }
        }
    }
    censored
}
