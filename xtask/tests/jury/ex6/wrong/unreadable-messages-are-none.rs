//! Answers an empty list where the JSON cannot be read.
//!
//! on = "reference"
//! part = "escaped-json"
//! verdict = "wrong-answer"

fn read_messages() {
    Ok(serde_json::from_str(json).unwrap_or_default())
}
