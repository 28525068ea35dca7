//! Reads a copy of the JSON that is never freed.
//!
//! on = "reference"
//! part = "escaped-json"
//! verdict = "over-budget"
//! finding = "none"

/// Reads a JSON array of messages.
pub fn read_messages(json: &str) -> Result<Vec<Message<'static>>, serde_json::Error> {
    let json: &'static str = json.to_owned().leak();
    serde_json::from_str(json)
}
