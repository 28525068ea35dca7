//! Takes each error for the end of the directory.
//!
//! on = "reference"
//! part = "find-email"
//! verdict = "wrong-answer"

fn find_email() {
    let mut record = [0; RECORD_LEN];
    while directory.read_exact(&mut record).is_ok() {
        let (record_name, email) = record.split_at(NAME_LEN);
        if record_name.trim_ascii_end() == name.as_bytes() {
            let email = String::from_utf8_lossy(email.trim_ascii_end());
            return Ok(Some(email.into_owned()));
        }
    }
    Ok(None)
}
