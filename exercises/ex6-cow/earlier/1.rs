//! Exercise 6: clone on write.
//!
//! Some texts must change and most stay as they are. A function that returns
//! `String` pays for all of them. A `Cow<str>` is one of two things: a borrowed
//! `&str`, or an owned `String`. So it can own only what had to change. The
//! three functions below give the right answers. They own every text.
//!
//! Grade it:    cargo xtask check ex6
//! Stuck:       cargo xtask hint ex6

use serde::Deserialize;

// ---------------------------------------------------------------------------
// Part 1, censor: release notes are published, and code names must not be.
// Most notes name none. A note that does may cost a few allocations, a note
// that does not may cost nothing. You may change the return type.
// ---------------------------------------------------------------------------

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

/// Replaces each letter of a code name with a star.
pub fn censor(text: &str) -> String {
    let mut censored = text.to_string();
    for name in CODE_NAMES {
        let stars = "*".repeat(name.len());
        censored = censored.replace(name, &stars);
    }
    censored
}

// ---------------------------------------------------------------------------
// Part 2, normalise: paths that several machines recorded. Four things can be
// wrong with one, and most often none is. An untidy path is worth one copy,
// which all four steps can change in place. You may change the return type.
// ---------------------------------------------------------------------------

/// Tidies a path: slashes for backslashes, no slash twice in a row, no `./` in
/// front, and no slash at the end unless it is all there is.
pub fn normalise(path: &str) -> String {
    let mut path = path.replace('\\', "/");
    while path.contains("//") {
        path = path.replace("//", "/");
    }
    if path.starts_with("./") {
        path = path[2..].to_string();
    }
    if path.len() > 1 && path.ends_with('/') {
        path = path[..path.len() - 1].to_string();
    }
    path
}

// ---------------------------------------------------------------------------
// Part 3, escaped-json: most texts stand in the JSON as they are. A few hold
// an escape, such as `\n` or `\u00e9`: their value is not in the input, so it
// cannot be borrowed. You may change the struct.
// ---------------------------------------------------------------------------

/// One message to a support desk.
#[derive(Debug, Deserialize)]
pub struct Message {
    /// Who wrote it.
    pub sender: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub body: String,
    /// When it was sent, in seconds since 1970.
    pub sent: u64,
}

/// Reads a JSON array of messages.
pub fn read_messages(json: &str) -> Result<Vec<Message>, serde_json::Error> {
    serde_json::from_str(json)
}
