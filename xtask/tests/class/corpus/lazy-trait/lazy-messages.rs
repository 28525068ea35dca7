//! deserialises to messages that are read when the harness looks at them
//!
//! on = "ex6/reference"
//! parts = ["escaped-json"]
//! budgets = ["allocations"]
//! layers = ["runner"]
//! expect = ["did-not-compile"]
//! check = "did-not-compile"

use serde::Deserializer;
use serde_json::value::RawValue;
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

#[derive(Debug)]
pub struct Message<'a> {
    json: &'a RawValue,
    parsed: OnceCell<Parsed>,
}
