//! Cuts all slashes off the end, also that of the root.
//!
//! on = "reference"
//! part = "normalise"
//! verdict = "wrong-answer"

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
    if path.ends_with('/') {
        path.to_mut().pop();
    }
    path
}
