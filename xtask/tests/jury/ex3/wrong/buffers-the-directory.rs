//! Puts a buffer before the directory, which is a second allocation.
//!
//! on = "reference"
//! part = "find-email"
//! verdict = "over-budget"
//! finding = "none"

use std::io::BufReader;

fn find_email() {
    let mut directory = BufReader::new(directory);
    let mut record = [0; RECORD_LEN];
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
