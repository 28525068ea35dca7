//! Prints each path that was untidy.
//!
//! on = "reference"
//! part = "normalise"
//! verdict = "over-budget"
//! finding = "none"

fn normalise() {
    let recorded = path;
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
    if path.len() > 1 && path.ends_with('/') {
        path.to_mut().pop();
    }
    if path != recorded {
        eprintln!("{recorded} is {path}");
    }
    path
}
