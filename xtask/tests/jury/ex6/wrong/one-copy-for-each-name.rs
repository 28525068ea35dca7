//! Spares clean notes, and makes a copy of any other for each of the eight names.
//!
//! on = "starter"
//! part = "censor"
//! verdict = "over-budget"
//! finding = "replace-again"
//! sample = true

use std::borrow::Cow;

/// Replaces each letter of a code name with a star.
pub fn censor(text: &str) -> Cow<'_, str> {
    if !CODE_NAMES.iter().any(|name| text.contains(name)) {
        return Cow::Borrowed(text);
    }
    let mut censored = text.to_string();
    for name in CODE_NAMES {
        let stars = "*".repeat(name.len());
        censored = censored.replace(name, &stars);
    }
    Cow::Owned(censored)
}
