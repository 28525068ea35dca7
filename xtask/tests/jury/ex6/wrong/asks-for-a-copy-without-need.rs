//! Asks for the `String` before it knows whether anything is wrong.
//!
//! on = "reference"
//! part = "normalise"
//! verdict = "over-budget"
//! finding = "to-mut-early"

fn normalise() {
    let mut path = Cow::Borrowed(path);
    let tidy = path.to_mut();
    while let Some(at) = tidy.find('\\') {
        tidy.replace_range(at..=at, "/");
    }
    while let Some(at) = tidy.find("//") {
        tidy.remove(at);
    }
    if tidy.starts_with("./") {
        tidy.drain(..2);
    }
    if tidy.len() > 1 && tidy.ends_with('/') {
        tidy.pop();
    }
    path
}
