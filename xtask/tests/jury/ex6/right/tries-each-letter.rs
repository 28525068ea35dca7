//! Asks at each letter whether a name begins there.
//!
//! on = "reference"
//! part = "censor"

fn censor() {
    let mut censored = Cow::Borrowed(text);
    let mut at = 0;
    while at < text.len() {
        let name = CODE_NAMES
            .into_iter()
            .find(|name| text.as_bytes()[at..].starts_with(name.as_bytes()));
        match name {
            Some(name) => {
                let end = at + name.len();
                censored
                    .to_mut()
                    .replace_range(at..end, &STARS[..name.len()]);
                at = end;
            }
            None => at += 1,
        }
    }
    censored
}
