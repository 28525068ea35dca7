//! Pads the name to compare it, and panics if it is longer than a name can be.
//!
//! on = "reference"
//! part = "find-email"
//! verdict = "panicked"

fn find_email() {
    let mut padded = [b' '; NAME_LEN];
    padded[..name.len()].copy_from_slice(name.as_bytes());
    let mut record = [0; RECORD_LEN];
    loop {
        match directory.read_exact(&mut record) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        if record.starts_with(&padded) {
            let email = String::from_utf8_lossy(record[NAME_LEN..].trim_ascii_end());
            return Ok(Some(email.into_owned()));
        }
    }
}
