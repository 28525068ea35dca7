//! Makes the deserializer itself, and says where the input must end.
//!
//! on = "reference"
//! part = "escaped-json"
//! sample = true

fn read_messages() {
    let mut deserializer = serde_json::Deserializer::from_slice(json.as_bytes());
    let messages = Vec::<Message<'_>>::deserialize(&mut deserializer)?;
    deserializer.end().map(|()| messages)
}
