//! Reads a `serde_json::Value` first, to see whether the array is empty.
//!
//! on = "reference"
//! part = "json-records"
//! verdict = "over-budget"
//! finding = "serde-value-per-item"

fn read_accesses() {
    let value = serde_json::from_str::<serde_json::Value>(json);
    if value.is_ok_and(|value| value.as_array().is_some_and(Vec::is_empty)) {
        return Ok(Vec::new());
    }
    serde_json::from_str(json)
}
