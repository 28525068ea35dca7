//! Reads all of the directory into memory, and looks into it then.
//!
//! on = "reference"
//! part = "find-email"
//! verdict = "over-budget"
//! finding = "whole-input"

fn find_email() {
    let mut all = Vec::new();
    directory.read_to_end(&mut all)?;
    let found = all
        .chunks_exact(RECORD_LEN)
        .find(|record| record[..NAME_LEN].trim_ascii_end() == name.as_bytes());
    Ok(found
        .map(|record| String::from_utf8_lossy(record[NAME_LEN..].trim_ascii_end()).into_owned()))
}
