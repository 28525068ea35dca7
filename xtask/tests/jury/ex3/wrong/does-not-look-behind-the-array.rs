//! Does not see what stands behind the array.
//!
//! on = "reference"
//! part = "json-records"
//! verdict = "wrong-answer"

fn read_accesses() {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    Vec::deserialize(&mut deserializer)
}
