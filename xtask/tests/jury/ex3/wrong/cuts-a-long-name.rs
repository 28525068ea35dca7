//! Looks for the first 32 bytes of a name that is longer.
//!
//! on = "reference"
//! part = "find-email"
//! verdict = "wrong-answer"

fn find_email() {
    let wanted = &name.as_bytes()[..name.len().min(NAME_LEN)];
    let mut record = [0; RECORD_LEN];
    loop {
        match directory.read_exact(&mut record) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        let (record_name, email) = record.split_at(NAME_LEN);
        if record_name.trim_ascii_end() == wanted {
            let email = String::from_utf8_lossy(email.trim_ascii_end());
            return Ok(Some(email.into_owned()));
        }
    }
}
