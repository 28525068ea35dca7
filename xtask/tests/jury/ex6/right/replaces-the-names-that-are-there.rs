//! Calls `replace` for each name that is there, and for no other.
//!
//! on = "reference"
//! part = "censor"
//! sample = true

fn censor() {
    let mut censored = Cow::Borrowed(text);
    for name in CODE_NAMES {
        if censored.contains(name) {
            censored = Cow::Owned(censored.replace(name, &STARS[..name.len()]));
        }
    }
    censored
}
