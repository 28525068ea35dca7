//! Spares tidy paths, and makes a copy of any other in each step.
//!
//! on = "starter"
//! part = "normalise"
//! verdict = "over-budget"
//! finding = "replace-again"
//! sample = true

use std::borrow::Cow;

/// Tidies a path.
pub fn normalise(path: &str) -> Cow<'_, str> {
    let mut path = Cow::Borrowed(path);
    if path.contains('\\') {
        path = Cow::Owned(path.replace('\\', "/"));
    }
    while path.contains("//") {
        path = Cow::Owned(path.replace("//", "/"));
    }
    if path.starts_with("./") {
        path = Cow::Owned(path[2..].to_string());
    }
    if path.len() > 1 && path.ends_with('/') {
        path = Cow::Owned(path[..path.len() - 1].to_string());
    }
    path
}
