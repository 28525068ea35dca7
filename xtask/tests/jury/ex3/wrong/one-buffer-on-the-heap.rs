//! Makes one `Vec` for all records, which is still one allocation too many.
//!
//! on = "reference"
//! part = "find-email"
//! verdict = "over-budget"
//! finding = "record-on-the-heap"

fn find_email() {
    let mut record = vec![0; RECORD_LEN];
    loop {
        match directory.read_exact(&mut record) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        let (record_name, email) = record.split_at(NAME_LEN);
        if record_name.trim_ascii_end() == name.as_bytes() {
            let email = String::from_utf8_lossy(email.trim_ascii_end());
            return Ok(Some(email.into_owned()));
        }
    }
}
