//! Makes room for a million letters in the answer.
//!
//! on = "reference"
//! part = "find-email"
//! verdict = "over-budget"
//! finding = "reserved-too-much"

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
            let mut found = String::with_capacity(1_000_000);
            found.push_str(&String::from_utf8_lossy(email.trim_ascii_end()));
            return Ok(Some(found));
        }
    }
}
