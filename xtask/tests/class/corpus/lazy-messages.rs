//! deserialises to messages that are read when the harness looks at them

use serde::Deserialize;
use serde::Deserializer;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Deref;

/// What a message turns into when somebody looks.
#[derive(Debug, Default, Deserialize)]
pub struct Parsed {
    /// Who wrote it.
    pub sender: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub body: String,
    /// When it was sent, in seconds since 1970.
    pub sent: u64,
}

impl<'de: 'a, 'a> Deserialize<'de> for Message<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let json = <&RawValue>::deserialize(from)?;
        Ok(Message {
            json,
            parsed: OnceCell::new(),
        })
    }
}

impl Deref for Message<'_> {
    type Target = Parsed;

    fn deref(&self) -> &Parsed {
        let parse = || serde_json::from_str(self.json.get()).unwrap_or_default();
        self.parsed.get_or_init(parse)
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

const STARS: &str = "****************";

pub fn censor(text: &str) -> Cow<'_, str> {
    if !CODE_NAMES.iter().any(|name| text.contains(name)) {
        return Cow::Borrowed(text);
    }
    let mut censored = text.to_owned();
    for name in CODE_NAMES {
        while let Some(at) = censored.find(name) {
            censored.replace_range(at..at + name.len(), &STARS[..name.len()]);
        }
    }
    Cow::Owned(censored)
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

#[derive(Debug)]
pub struct Message<'a> {
    json: &'a RawValue,
    parsed: OnceCell<Parsed>,
}

pub fn read_messages(json: &str) -> Result<Vec<Message<'_>>, serde_json::Error> {
    serde_json::from_str(json)
}
