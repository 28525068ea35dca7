//! returns a type that does its work when the harness turns it into a Cow

use serde::Deserialize;
use std::borrow::Cow;

/// A note that is not censored yet.
pub struct Note<'a>(&'a str);

impl<'a> From<Note<'a>> for Cow<'a, str> {
    fn from(note: Note<'a>) -> Self {
        let mut censored = note.0.to_string();
        for name in CODE_NAMES {
            let stars = "*".repeat(name.len());
            censored = censored.replace(name, &stars);
        }
        Cow::Owned(censored)
    }
}

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

pub fn censor(text: &str) -> Note<'_> {
    Note(text)
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
