//! Removes one of two slashes, and does not look at that place again.
//!
//! on = "reference"
//! part = "normalise"
//! verdict = "wrong-answer"

fn normalise() {
    let mut path = Cow::Borrowed(path);
    while let Some(at) = path.find('\\') {
        path.to_mut().replace_range(at..=at, "/");
    }
    let mut from = 0;
    while let Some(at) = path[from..].find("//") {
        path.to_mut().remove(from + at);
        from += at + 1;
    }
    if path.starts_with("./") {
        path.to_mut().drain(..2);
    }
    if path.len() > 1 && path.ends_with('/') {
        path.to_mut().pop();
    }
    path
}
