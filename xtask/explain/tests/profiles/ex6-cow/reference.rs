//! Exercise 6, solved: own only the texts that had to change.

use std::borrow::Cow;

use serde::Deserialize;

/// The projects that nobody outside may hear of.
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

/// At least as many stars as the longest code name has letters.
const STARS: &str = "****************";

/// Replaces each letter of a code name with a star.
///
/// The first lines are what saves memory, not the type. `str::replace` returns
/// a new `String` even when nothing matches, so wrapping its result in
/// `Cow::Owned` would cost as much as before. A clean note has to be recognised
/// before anything is made, and is then handed back as it came.
///
/// A dirty note is copied once. Stars take the place of as many letters, so the
/// copy never grows, and all code names are covered in the same `String`. A
/// chain of `replace` would make a new one for each name.
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

/// Tidies a path: slashes for backslashes, no slash twice in a row, no `./` in
/// front, and no slash at the end unless it is all there is.
///
/// Reading goes through `Deref`, so a `Cow<str>` has the methods of `str`, and
/// looking costs nothing. Writing goes through `to_mut`. The first call finds a
/// borrowed text, copies it into a `String`, and lends that out. Every later
/// call lends out the same `String`. So no step has to know whether an earlier
/// one made the copy, and there is one copy at most.
///
/// Nothing is cloned behind your back: a `Cow` becomes owned where the code
/// says `to_mut` or `into_owned`, and nowhere else. That is why each `to_mut`
/// stands behind a check.
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

/// One message to a support desk.
///
/// serde can hand a field the very bytes of the input, but not the value of a
/// text with an escape: that has to be put together somewhere. Three types, and
/// what each makes of it:
///
/// - `String` copies every text.
/// - `&'a str` copies none, and an escape is an error: the whole input is
///   refused because of one text.
/// - `Cow<'a, str>` borrows the text if it can and owns it if it must. But it
///   does so only with `#[serde(borrow)]`. Without the attribute serde fills a
///   `Cow` as it would fill a `String`, and every text is owned. It compiles,
///   it is right, and only a measurement shows it.
///
/// The attribute is needed because serde decides by the type as it is written.
/// A `&str` can only be borrowed, so there is nothing to ask. A `Cow` can be
/// filled either way, even from an input that is gone afterwards.
#[derive(Debug, Deserialize)]
pub struct Message<'a> {
    /// Who wrote it.
    #[serde(borrow)]
    pub sender: Cow<'a, str>,
    /// What it is about.
    #[serde(borrow)]
    pub subject: Cow<'a, str>,
    /// What it says.
    #[serde(borrow)]
    pub body: Cow<'a, str>,
    /// When it was sent, in seconds since 1970.
    pub sent: u64,
}

/// Reads a JSON array of messages, which borrow from `json` what they can.
pub fn read_messages(json: &str) -> Result<Vec<Message<'_>>, serde_json::Error> {
    serde_json::from_str(json)
}
