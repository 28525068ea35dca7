//! Takes a path without a backslash for a tidy one.
//!
//! on = "reference"
//! part = "normalise"
//! verdict = "wrong-answer"

fn normalise() {
    if !path.contains('\\') {
        return Cow::Borrowed(path);
    }
    let mut path = path.replace('\\', "/");
    while let Some(at) = path.find("//") {
        path.remove(at);
    }
    if path.starts_with("./") {
        path.drain(..2);
    }
    if path.len() > 1 && path.ends_with('/') {
        path.pop();
    }
    Cow::Owned(path)
}
