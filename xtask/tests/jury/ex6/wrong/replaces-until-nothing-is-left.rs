//! Looks before each change, and makes a whole new text in each.
//!
//! on = "starter"
//! part = "normalise"
//! verdict = "over-budget"
//! finding = "replace-again"

use std::borrow::Cow;

/// Tidies a path.
pub fn normalise(path: &str) -> Cow<'_, str> {
    let mut p: Cow<str> = path.into();
    while p.contains('\\') {
        p = p.replacen('\\', "/", 1).into();
    }
    while p.contains("//") {
        p = p.replace("//", "/").into();
    }
    if p.starts_with("./") {
        p.to_mut().drain(..2);
    }
    if p.len() > 1 && p.ends_with('/') {
        p.to_mut().pop();
    }
    p
}
