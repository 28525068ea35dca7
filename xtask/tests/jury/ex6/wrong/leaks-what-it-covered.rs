//! Borrows the censored text from a block that is never freed.
//!
//! on = "reference"
//! part = "censor"
//! verdict = "over-budget"
//! finding = "none"

fn censor() {
    if !CODE_NAMES.iter().any(|name| text.contains(name)) {
        return Cow::Borrowed(text);
    }
    let mut censored = text.to_owned();
    for name in CODE_NAMES {
        while let Some(at) = censored.find(name) {
            censored.replace_range(at..at + name.len(), &STARS[..name.len()]);
        }
    }
    Cow::Borrowed(Box::leak(censored.into_boxed_str()))
}
