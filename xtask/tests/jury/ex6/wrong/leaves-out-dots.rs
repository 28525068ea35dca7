//! Leaves out each dot between slashes, and not only one in front.
//!
//! on = "reference"
//! part = "normalise"
//! verdict = "wrong-answer"

fn normalise() {
    let untidy = path.contains('\\')
        || path.contains("//")
        || path.starts_with("./")
        || path.len() > 1 && path.ends_with('/');
    if !untidy {
        return Cow::Borrowed(path);
    }
    let mut tidy = String::with_capacity(path.len());
    if path.starts_with(['/', '\\']) {
        tidy.push('/');
    }
    for part in path.split(['/', '\\']) {
        if part.is_empty() || part == "." {
            continue;
        }
        if !tidy.is_empty() && !tidy.ends_with('/') {
            tidy.push('/');
        }
        tidy.push_str(part);
    }
    Cow::Owned(tidy)
}
