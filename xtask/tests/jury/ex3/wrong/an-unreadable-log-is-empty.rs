//! Answers an empty list where the JSON cannot be read.
//!
//! on = "reference"
//! part = "json-records"
//! verdict = "wrong-answer"

fn read_accesses() {
    Ok(serde_json::from_str(json).unwrap_or_default())
}
