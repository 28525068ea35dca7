//! Makes room for a million letters for each note with a name.
//!
//! on = "reference"
//! part = "censor"
//! verdict = "over-budget"
//! finding = "reserved-too-much"

fn censor() {
    if !CODE_NAMES.iter().any(|name| text.contains(name)) {
        return Cow::Borrowed(text);
    }
    let mut censored = String::with_capacity(1_000_000);
    censored.push_str(text);
    for name in CODE_NAMES {
        while let Some(at) = censored.find(name) {
            censored.replace_range(at..at + name.len(), &STARS[..name.len()]);
        }
    }
    Cow::Owned(censored)
}
