//! Joins the parts between slashes, if the path is untidy.
//!
//! on = "reference"
//! part = "normalise"

fn normalise() {
    let untidy = path.contains(['\\'])
        || path.contains("//")
        || path.starts_with("./")
        || path.len() > 1 && path.ends_with('/');
    if !untidy {
        return Cow::Borrowed(path);
    }
    let rooted = path.starts_with(['/', '\\']);
    let ends_in_slash = path.ends_with(['/', '\\']);
    let mut parts = path
        .split(['/', '\\'])
        .filter(|part| !part.is_empty())
        .peekable();
    let mut tidy = String::with_capacity(path.len());
    if rooted {
        tidy.push('/');
    } else if parts.peek() == Some(&".") && path.len() > 1 {
        parts.next();
        if parts.peek().is_none() && !ends_in_slash {
            tidy.push('.');
        }
    }
    while let Some(part) = parts.next() {
        tidy.push_str(part);
        if parts.peek().is_some() {
            tidy.push('/');
        }
    }
    Cow::Owned(tidy)
}
