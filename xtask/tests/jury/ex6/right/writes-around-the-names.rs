//! Looks for the first name in the rest, again and again, and writes what stands between the names.
//!
//! on = "reference"
//! part = "censor"

fn first_name(text: &str) -> Option<(usize, &'static str)> {
    let found = CODE_NAMES
        .iter()
        .filter_map(|name| Some((text.find(name)?, *name)));
    found.min()
}

fn censor() {
    let Some(mut found) = first_name(text) else {
        return text.into();
    };
    let mut censored = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let (at, name) = found;
        censored.push_str(&rest[..at]);
        censored.extend(name.chars().map(|_| '*'));
        rest = &rest[at + name.len()..];
        match first_name(rest) {
            Some(next) => found = next,
            None => break,
        }
    }
    censored += rest;
    censored.into()
}
