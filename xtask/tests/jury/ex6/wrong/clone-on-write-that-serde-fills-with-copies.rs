//! Has `Cow` fields without `#[serde(borrow)]`, so all texts are owned.
//!
//! on = "starter"
//! part = "escaped-json"
//! verdict = "over-budget"
//! finding = "serde-cow-owned"
//! sample = true

use std::borrow::Cow;

/// One message to a support desk.
#[derive(Debug, Deserialize)]
pub struct Message<'a> {
    /// Who wrote it.
    pub sender: Cow<'a, str>,
    /// What it is about.
    pub subject: Cow<'a, str>,
    /// What it says.
    pub body: Cow<'a, str>,
    /// When it was sent, in seconds since 1970.
    pub sent: u64,
}

/// Reads a JSON array of messages.
pub fn read_messages(json: &str) -> Result<Vec<Message<'_>>, serde_json::Error> {
    serde_json::from_str(json)
}
