//! Undoes escapes itself, and knows no letter that takes two of them.
//!
//! on = "reference"
//! part = "escaped-json"
//! verdict = "wrong-answer"

use serde::Deserializer;
use serde::de::Error;
use serde_json::value::RawValue;

fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    let raw = <&'de RawValue>::deserialize(deserializer)?.get();
    let quoted = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
    let quoted = quoted.ok_or_else(|| D::Error::custom("a text was expected"))?;
    if !quoted.contains('\\') {
        return Ok(Cow::Borrowed(quoted));
    }
    let mut text = String::with_capacity(quoted.len());
    let mut letters = quoted.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            text.push(letter);
            continue;
        }
        match letters.next() {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('b') => text.push('\u{8}'),
            Some('f') => text.push('\u{c}'),
            Some('u') => {
                let code = letters.as_str().get(..4).unwrap_or_default();
                let code = u32::from_str_radix(code, 16).map_err(D::Error::custom)?;
                text.push(char::from_u32(code).unwrap_or('\u{fffd}'));
                letters.nth(3);
            }
            other => text.extend(other),
        }
    }
    Ok(Cow::Owned(text))
}

/// One message to a support desk.
#[derive(Debug, Deserialize)]
pub struct Message<'a> {
    /// Who wrote it.
    #[serde(borrow, deserialize_with = "text")]
    pub sender: Cow<'a, str>,
    /// What it is about.
    #[serde(borrow, deserialize_with = "text")]
    pub subject: Cow<'a, str>,
    /// What it says.
    #[serde(borrow, deserialize_with = "text")]
    pub body: Cow<'a, str>,
    /// When it was sent, in seconds since 1970.
    pub sent: u64,
}
