//! Makes the deserializer itself, and says where the input must end.
//!
//! on = "reference"
//! part = "json-records"

fn read_accesses() {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let accesses = Vec::deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(accesses)
}
