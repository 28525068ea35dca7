//! Reads a copy of the JSON that is never freed.
//!
//! on = "reference"
//! part = "json-records"
//! verdict = "over-budget"
//! finding = "none"

/// Reads a JSON array of entries.
pub fn read_accesses(json: &str) -> Result<Vec<Access<'static>>, serde_json::Error> {
    let json: &'static str = json.to_owned().leak();
    serde_json::from_str(json)
}
