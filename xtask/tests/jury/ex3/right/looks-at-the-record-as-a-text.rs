//! Keeps the text of the record borrowed, and owns the address alone.
//!
//! on = "starter"
//! part = "find-email"

fn find_email() {
    loop {
        let mut record = [0; RECORD_LEN];
        match directory.read_exact(&mut record) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        let record = String::from_utf8_lossy(&record);
        if record[..NAME_LEN].trim_end() == name {
            return Ok(Some(record[NAME_LEN..].trim_end().to_string()));
        }
    }
}
