//! Builds each path anew in a `String` that has room for it, also the tidy ones.
//!
//! on = "starter"
//! part = "normalise"
//! verdict = "over-budget"
//! finding = "copied-unseen"

use std::borrow::Cow;

/// Tidies a path.
pub fn normalise(path: &str) -> Cow<'_, str> {
    let mut tidy = String::with_capacity(path.len());
    let mut last = ' ';
    for letter in path.chars() {
        let letter = if letter == '\\' { '/' } else { letter };
        if letter != '/' || last != '/' {
            tidy.push(letter);
        }
        last = letter;
    }
    if tidy.starts_with("./") {
        tidy.drain(..2);
    }
    if tidy.len() > 1 && tidy.ends_with('/') {
        tidy.pop();
    }
    Cow::Owned(tidy)
}
