//! Refuses an address that is not UTF-8.
//!
//! on = "reference"
//! part = "find-email"
//! verdict = "wrong-answer"
//! sample = true

fn find_email() {
    let mut record = [0; RECORD_LEN];
    loop {
        match directory.read_exact(&mut record) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        let (record_name, email) = record.split_at(NAME_LEN);
        if record_name.trim_ascii_end() == name.as_bytes() {
            let email = str::from_utf8(email.trim_ascii_end()).map_err(io::Error::other)?;
            return Ok(Some(email.to_owned()));
        }
    }
}
