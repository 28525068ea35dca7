//! Borrows subject and body, and owns all senders.
//!
//! on = "reference"
//! part = "escaped-json"
//! verdict = "over-budget"
//! finding = "serde-string-some-escaped"

/// One message to a support desk.
#[derive(Debug, Deserialize)]
pub struct Message<'a> {
    /// Who wrote it.
    pub sender: Box<str>,
    /// What it is about.
    #[serde(borrow)]
    pub subject: Cow<'a, str>,
    /// What it says.
    #[serde(borrow)]
    pub body: Cow<'a, str>,
    /// When it was sent, in seconds since 1970.
    pub sent: u64,
}
