//! Covers the first name that it finds, and no other.
//!
//! on = "reference"
//! part = "censor"
//! verdict = "wrong-answer"

fn censor() {
    match CODE_NAMES.iter().find(|name| text.contains(**name)) {
        Some(name) => text.replace(name, &STARS[..name.len()]).into(),
        None => text.into(),
    }
}
