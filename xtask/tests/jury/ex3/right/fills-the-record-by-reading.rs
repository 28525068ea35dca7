//! Calls `read` until a record is full, and goes on where it was interrupted.
//!
//! on = "reference"
//! part = "find-email"

fn find_email() {
    let mut record = [0u8; RECORD_LEN];
    loop {
        let mut filled = 0;
        while filled < RECORD_LEN {
            match directory.read(&mut record[filled..]) {
                Ok(0) => return Ok(None),
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let name_end = record[..NAME_LEN]
            .iter()
            .rposition(|&byte| byte != b' ')
            .map_or(0, |last| last + 1);
        if &record[..name_end] == name.as_bytes() {
            let email = record[NAME_LEN..].trim_ascii_end().to_vec();
            return Ok(Some(String::from_utf8(email).unwrap_or_else(|error| {
                String::from_utf8_lossy(error.as_bytes()).into_owned()
            })));
        }
    }
}
