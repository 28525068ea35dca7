//! Keeps the copy in an `Option`, and makes it with `get_or_insert_with`.
//!
//! on = "reference"
//! part = "normalise"

fn normalise() {
    let mut copy: Option<String> = None;
    if path.contains('\\') {
        copy = Some(path.replace('\\', "/"));
    }
    if copy.as_deref().unwrap_or(path).contains("//") {
        let tidy = copy.get_or_insert_with(|| path.to_string());
        tidy.dedup_slashes();
    }
    if copy.as_deref().unwrap_or(path).starts_with("./") {
        let tidy = copy.get_or_insert_with(|| path.to_string());
        *tidy = tidy.split_off(2);
    }
    let now = copy.as_deref().unwrap_or(path);
    if now.len() > 1 && now.ends_with('/') {
        copy.get_or_insert_with(|| path.to_string()).pop();
    }
    copy.map_or(Cow::Borrowed(path), Cow::Owned)
}

trait DedupSlashes {
    fn dedup_slashes(&mut self);
}

impl DedupSlashes for String {
    fn dedup_slashes(&mut self) {
        while let Some(at) = self.find("//") {
            self.remove(at);
        }
    }
}
