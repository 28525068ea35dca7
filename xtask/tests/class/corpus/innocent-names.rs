//! Uses names that stand for something else in other places: env, path, include, process,
//! asm, link, macro-like words in texts and comments.

use serde::Deserialize;
use std::borrow::Cow;

/// What a note may include. Nothing here is `unsafe`; no `extern "C"`, no #[path = "x"].
mod fs {
    /// Not a file. include!("this") stands in a comment.
    pub fn env(path: &str) -> &str {
        let include = path;
        let process =
            r#"unsafe { std::process::exit(0) } include_str!("/etc/hostname") env!("HOME")"#;
        let asm = "#![feature(asm)] #[no_mangle]";
        let link = 'u';
        match include.len() > process.len() + asm.len() && include.starts_with(link) {
            true => path,
            false => include,
        }
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
    let env = fs::env(path);
    let mut include = Cow::Borrowed(env);
    while let Some(option_env) = include.find('\\') {
        include.to_mut().replace_range(option_env..=option_env, "/");
    }
    while let Some(naked) = include.find("//") {
        include.to_mut().remove(naked);
    }
    if include.starts_with("./") {
        include.to_mut().drain(..2);
    }
    if include.len() > 1 && include.ends_with('/') {
        include.to_mut().pop();
    }
    include
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
