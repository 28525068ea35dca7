//! Recognises a tidy path first, and writes any other letter by letter.
//!
//! on = "reference"
//! part = "normalise"

fn is_tidy(path: &str) -> bool {
    !path.contains('\\')
        && !path.contains("//")
        && !path.starts_with("./")
        && (path == "/" || !path.ends_with('/'))
}

fn normalise() {
    if is_tidy(path) {
        return Cow::Borrowed(path);
    }
    let mut tidy = String::with_capacity(path.len());
    for letter in path.chars() {
        let letter = if letter == '\\' { '/' } else { letter };
        if letter == '/' && tidy.ends_with('/') {
            continue;
        }
        tidy.push(letter);
    }
    if tidy.starts_with("./") {
        tidy.drain(..2);
    }
    if tidy != "/" && tidy.ends_with('/') {
        tidy.pop();
    }
    Cow::Owned(tidy)
}
