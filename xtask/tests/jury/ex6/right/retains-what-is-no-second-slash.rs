//! Keeps the letters that are no second slash with `retain`.
//!
//! on = "reference"
//! part = "normalise"

fn normalise() {
    let mut path = Cow::Borrowed(path);
    if path.contains('\\') {
        path = path.replace('\\', "/").into();
    }
    if path.contains("//") {
        let mut last = ' ';
        path.to_mut().retain(|letter| {
            let keep = letter != '/' || last != '/';
            last = letter;
            keep
        });
    }
    if path.starts_with("./") {
        path.to_mut().replace_range(..2, "");
    }
    if path.len() > 1 && path.ends_with('/') {
        path.to_mut().pop();
    }
    path
}
