//! Covers each name once, and not where it stands again.
//!
//! on = "reference"
//! part = "censor"
//! verdict = "wrong-answer"
//! sample = true

fn censor() {
    let mut censored = Cow::Borrowed(text);
    for name in CODE_NAMES {
        if let Some(at) = text.find(name) {
            let stars = &STARS[..name.len()];
            censored.to_mut().replace_range(at..at + name.len(), stars);
        }
    }
    censored
}
