//! Asks for the `String` where a name was found, and covers the name in it.
//!
//! on = "reference"
//! part = "censor"

fn censor() {
    let mut censored = Cow::Borrowed(text);
    for name in CODE_NAMES {
        let mut from = 0;
        while let Some(at) = censored[from..].find(name) {
            let start = from + at;
            from = start + name.len();
            let stars = &STARS[..name.len()];
            censored.to_mut().replace_range(start..from, stars);
        }
    }
    censored
}
