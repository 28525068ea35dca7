//! Returns a `Cow`, and copies each note before it looks.
//!
//! on = "reference"
//! part = "censor"
//! verdict = "over-budget"
//! finding = "replace-per-item"

fn censor() {
    let mut censored = Cow::Borrowed(text);
    for name in CODE_NAMES {
        censored = Cow::Owned(censored.replace(name, &STARS[..name.len()]));
    }
    censored
}
