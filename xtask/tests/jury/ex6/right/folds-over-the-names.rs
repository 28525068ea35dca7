//! Folds over the names that are there, and makes the stars by `repeat`.
//!
//! on = "starter"
//! part = "censor"

use std::borrow::Cow;

/// Replaces each letter of a code name with a star.
pub fn censor(text: &str) -> Cow<'_, str> {
    CODE_NAMES.iter().filter(|name| text.contains(**name)).fold(
        Cow::Borrowed(text),
        |text, name| {
            let stars = "*".repeat(name.len());
            text.replace(name, &stars).into()
        },
    )
}
