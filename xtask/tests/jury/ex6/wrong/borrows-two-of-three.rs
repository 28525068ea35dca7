//! Says `borrow` of two fields, and of the third one not.
//!
//! on = "reference"
//! part = "escaped-json"
//! verdict = "over-budget"
//! finding = "serde-cow-owned"

/// One message to a support desk.
#[derive(Debug, Deserialize)]
pub struct Message<'a> {
    /// Who wrote it.
    #[serde(borrow)]
    pub sender: Cow<'a, str>,
    /// What it is about.
    pub subject: Cow<'a, str>,
    /// What it says.
    #[serde(borrow)]
    pub body: Cow<'a, str>,
    /// When it was sent, in seconds since 1970.
    pub sent: u64,
}
