//! Reads the bytes into a boxed slice, which becomes a `Vec`.
//!
//! on = "reference"
//! part = "json-records"

fn read_accesses() {
    let accesses: Box<[Access<'_>]> = serde_json::from_slice(json.as_bytes())?;
    Ok(accesses.into_vec())
}
