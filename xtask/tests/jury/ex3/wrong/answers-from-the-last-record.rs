//! Reads to the end, and answers with the last record of that name.
//!
//! on = "reference"
//! part = "find-email"
//! verdict = "wrong-answer"

fn find_email() {
    let mut record = [0; RECORD_LEN];
    let mut found = None;
    loop {
        match directory.read_exact(&mut record) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => break,
            Err(error) => return Err(error),
        }
        if record[..NAME_LEN].trim_ascii_end() == name.as_bytes() {
            found = Some(record);
        }
    }
    Ok(found
        .map(|record| String::from_utf8_lossy(record[NAME_LEN..].trim_ascii_end()).into_owned()))
}
