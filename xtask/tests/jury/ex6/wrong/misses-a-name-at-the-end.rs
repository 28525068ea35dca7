//! Stops before the last place where a name can stand.
//!
//! on = "reference"
//! part = "censor"
//! verdict = "wrong-answer"

fn censor() {
    let mut censored = Cow::Borrowed(text);
    for name in CODE_NAMES {
        let mut at = 0;
        while at + name.len() < text.len() {
            if text.as_bytes()[at..].starts_with(name.as_bytes()) {
                let end = at + name.len();
                censored
                    .to_mut()
                    .replace_range(at..end, &STARS[..name.len()]);
            }
            at += 1;
        }
    }
    censored
}
