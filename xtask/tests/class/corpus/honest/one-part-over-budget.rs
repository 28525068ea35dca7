//! Two parts are solved, one is not.
//!
//! on = "ex6/reference"
//! check = "over-budget"
//! sample = true

pub fn censor(text: &str) -> String {
    let mut censored = text.to_string();
    for name in CODE_NAMES {
        censored = censored.replace(name, &STARS[..name.len()]);
    }
    censored
}
