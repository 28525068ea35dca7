//! Puts a copy of each path into a box, also of the tidy ones.
//!
//! on = "starter"
//! part = "normalise"
//! verdict = "over-budget"
//! finding = "copied-unseen"

/// Tidies a path.
pub fn normalise(path: &str) -> Box<str> {
    let mut p: Box<str> = path.into();
    while p.contains('\\') {
        p = p.replace('\\', "/").into();
    }
    while p.contains("//") {
        p = p.replace("//", "/").into();
    }
    let tidy = p.strip_prefix("./").unwrap_or(&p);
    match tidy.strip_suffix('/') {
        Some(shorter) if !shorter.is_empty() => shorter.into(),
        _ => tidy.into(),
    }
}
