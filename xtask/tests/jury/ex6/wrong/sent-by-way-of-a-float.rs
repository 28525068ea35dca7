//! Reads the time as a floating-point number.
//!
//! on = "reference"
//! part = "escaped-json"
//! verdict = "wrong-answer"

use serde::Deserializer;

fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    f64::deserialize(deserializer).map(|sent| sent as u64)
}

/// One message to a support desk.
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
    #[serde(deserialize_with = "seconds")]
    pub sent: u64,
}
