//! Two parts are solved, one is not.

use serde::Deserialize;
use std::borrow::Cow;

pub const CODE_NAMES: [&str; 8] = [
    "Bluefin",
    "Cormorant",
    "Dovetail",
    "Foxglove",
    "Hawksbill",
    "Nightjar",
    "Quicksilver",
    "Tamarind",
];

const STARS: &str = "****************";

pub fn censor(text: &str) -> String {
    let mut censored = text.to_string();
    for name in CODE_NAMES {
        censored = censored.replace(name, &STARS[..name.len()]);
    }
    censored
}

pub fn normalise(path: &str) -> Cow<'_, str> {
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
    path
}

#[derive(Debug, Deserialize)]
pub struct Message<'a> {
    #[serde(borrow)]
    pub sender: Cow<'a, str>,
    #[serde(borrow)]
    pub subject: Cow<'a, str>,
    #[serde(borrow)]
    pub body: Cow<'a, str>,
    pub sent: u64,
}

pub fn read_messages(json: &str) -> Result<Vec<Message<'_>>, serde_json::Error> {
    serde_json::from_str(json)
}
