//! Trusts that no sender holds an escape.
//!
//! on = "reference"
//! part = "escaped-json"
//! verdict = "wrong-answer"

/// One message to a support desk.
#[derive(Debug, Deserialize)]
pub struct Message<'a> {
    /// Who wrote it.
    pub sender: &'a str,
    /// What it is about.
    #[serde(borrow)]
    pub subject: Cow<'a, str>,
    /// What it says.
    #[serde(borrow)]
    pub body: Cow<'a, str>,
    /// When it was sent, in seconds since 1970.
    pub sent: u64,
}
