//! Looks at the last byte of a path that may have none.
//!
//! on = "reference"
//! part = "normalise"
//! verdict = "panicked"

fn normalise() {
    let mut path = Cow::Borrowed(path);
    while let Some(at) = path.find('\\') {
        path.to_mut().replace_range(at..=at, "/");
    }
    while let Some(at) = path.find("//") {
        path.to_mut().remove(at);
    }
    if path.starts_with("./") {
        path.to_mut().drain(..2);
    }
    if path.as_bytes()[path.len() - 1] == b'/' && path != "/" {
        path.to_mut().pop();
    }
    path
}
