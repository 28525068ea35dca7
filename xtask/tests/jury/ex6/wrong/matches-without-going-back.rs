//! Matches letter by letter, and misses a name after the beginning of a name.
//!
//! on = "reference"
//! part = "censor"
//! verdict = "wrong-answer"

fn censor() {
    let mut censored = Cow::Borrowed(text);
    for name in CODE_NAMES {
        let mut matched = 0;
        for (at, byte) in text.bytes().enumerate() {
            matched = if byte == name.as_bytes()[matched] {
                matched + 1
            } else {
                0
            };
            if matched == name.len() {
                let start = at + 1 - name.len();
                censored
                    .to_mut()
                    .replace_range(start..=at, &STARS[..name.len()]);
                matched = 0;
            }
        }
    }
    censored
}
