//! Cuts `./` off before backslashes are slashes.
//!
//! on = "reference"
//! part = "normalise"
//! verdict = "wrong-answer"
//! sample = true

fn normalise() {
    let mut path = Cow::Borrowed(path.strip_prefix("./").unwrap_or(path));
    while let Some(at) = path.find('\\') {
        path.to_mut().replace_range(at..=at, "/");
    }
    while let Some(at) = path.find("//") {
        path.to_mut().remove(at);
    }
    if path.len() > 1 && path.ends_with('/') {
        path.to_mut().pop();
    }
    path
}
