//! Reads a boxed slice, which becomes a `Vec`.
//!
//! on = "reference"
//! part = "escaped-json"

fn read_messages() {
    serde_json::from_str::<Box<[Message<'_>]>>(json).map(Vec::from)
}
