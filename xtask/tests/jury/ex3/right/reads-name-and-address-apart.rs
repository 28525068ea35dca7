//! Reads the name and the address into two arrays.
//!
//! on = "reference"
//! part = "find-email"
//! sample = true

fn find_email() {
    let mut stored = [0; NAME_LEN];
    let mut email = [0; RECORD_LEN - NAME_LEN];
    loop {
        let read = directory
            .read_exact(&mut stored)
            .and_then(|()| directory.read_exact(&mut email));
        if let Err(error) = read {
            return match error.kind() {
                io::ErrorKind::UnexpectedEof => Ok(None),
                _ => Err(error),
            };
        }
        if stored.trim_ascii_end() == name.as_bytes() {
            let email = String::from_utf8_lossy(&email);
            return Ok(Some(email.trim_end().to_string()));
        }
    }
}
