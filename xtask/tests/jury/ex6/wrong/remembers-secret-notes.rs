//! Keeps a copy of each note that named a project.
//!
//! on = "reference"
//! part = "censor"
//! verdict = "over-budget"
//! finding = "none"
//! sample = true

use std::sync::Mutex;

static SECRET: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn censor() {
    let mut censored = Cow::Borrowed(text);
    for name in CODE_NAMES {
        while let Some(at) = censored.find(name) {
            let stars = &STARS[..name.len()];
            censored.to_mut().replace_range(at..at + name.len(), stars);
        }
    }
    if let Cow::Owned(_) = &censored
        && let Ok(mut secret) = SECRET.lock()
    {
        secret.push(text.to_owned());
    }
    censored
}
