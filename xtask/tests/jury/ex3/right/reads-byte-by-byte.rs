//! Takes single bytes from the directory.
//!
//! on = "reference"
//! part = "find-email"

fn find_email() {
    let mut record = [0u8; RECORD_LEN];
    let mut at = 0;
    for byte in directory.bytes() {
        record[at] = byte?;
        at += 1;
        if at < RECORD_LEN {
            continue;
        }
        at = 0;
        let (stored, email) = record.split_at(NAME_LEN);
        if stored.trim_ascii_end().eq(name.as_bytes()) {
            return Ok(Some(
                String::from_utf8_lossy(email.trim_ascii_end()).to_string(),
            ));
        }
    }
    Ok(None)
}
