//! Reads a private struct of texts that borrow, and takes the texts out of it.
//!
//! on = "reference"
//! part = "escaped-json"

#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Deserialize)]
struct RawMessage<'a> {
    #[serde(borrow)]
    sender: Text<'a>,
    subject: Text<'a>,
    body: Text<'a>,
    sent: u64,
}

/// One message to a support desk.
#[derive(Debug, Deserialize)]
#[serde(from = "RawMessage<'a>")]
pub struct Message<'a> {
    /// Who wrote it.
    #[serde(borrow)]
    pub sender: Cow<'a, str>,
    /// What it is about.
    pub subject: Cow<'a, str>,
    /// What it says.
    pub body: Cow<'a, str>,
    /// When it was sent, in seconds since 1970.
    pub sent: u64,
}

impl<'a> From<RawMessage<'a>> for Message<'a> {
    fn from(raw: RawMessage<'a>) -> Self {
        Message {
            sender: raw.sender.0,
            subject: raw.subject.0,
            body: raw.body.0,
            sent: raw.sent,
        }
    }
}
