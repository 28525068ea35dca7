//! Reads a text by a visitor of its own, and calls it for each field.
//!
//! on = "reference"
//! part = "escaped-json"

use std::fmt;

use serde::Deserializer;
use serde::de::{Error, Visitor};

struct Text;

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    deserializer.deserialize_str(Text)
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
