//! Cuts what is wrong at the ends off as a slice where it can.
//!
//! on = "reference"
//! part = "normalise"
//! sample = true

fn normalise() {
    let mut path = match path.contains('\\') {
        true => Cow::Owned(path.replace('\\', "/")),
        false => Cow::Borrowed(path),
    };
    while let Some(at) = path.find("//") {
        path.to_mut().remove(at);
    }
    match path {
        Cow::Borrowed(path) => {
            let path = path.strip_prefix("./").unwrap_or(path);
            match path.strip_suffix('/') {
                Some(rest) if !rest.is_empty() => rest.into(),
                _ => path.into(),
            }
        }
        Cow::Owned(mut path) => {
            if path.starts_with("./") {
                path.drain(..2);
            }
            if path.len() > 1 && path.ends_with('/') {
                path.truncate(path.len() - 1);
            }
            path.into()
        }
    }
}
