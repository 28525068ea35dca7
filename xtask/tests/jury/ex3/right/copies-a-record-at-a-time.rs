//! Copies as much as a record from the directory into an array.
//!
//! on = "reference"
//! part = "find-email"

fn find_email() {
    let mut record = [0u8; RECORD_LEN];
    loop {
        let mut next = (&mut *directory).take(RECORD_LEN as u64);
        let copied = io::copy(&mut next, &mut record.as_mut_slice())?;
        if copied < RECORD_LEN as u64 {
            return Ok(None);
        }
        let stored = record[..NAME_LEN].trim_ascii_end();
        if stored.len() == name.len() && stored.iter().zip(name.bytes()).all(|(&a, b)| a == b) {
            let email = record[NAME_LEN..].trim_ascii_end();
            return Ok(Some(String::from_utf8_lossy(email).into()));
        }
    }
}
