//! Gives the record a type, with methods for its name and its address.
//!
//! on = "reference"
//! part = "find-email"

struct Record([u8; RECORD_LEN]);

impl Record {
    /// The next record, or `None` where the directory ends.
    fn read(directory: &mut dyn Read) -> io::Result<Option<Record>> {
        let mut bytes = [0; RECORD_LEN];
        match directory.read_exact(&mut bytes) {
            Ok(()) => Ok(Some(Record(bytes))),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn is_of(&self, name: &str) -> bool {
        str::from_utf8(&self.0[..NAME_LEN]).is_ok_and(|stored| stored.trim_end() == name)
    }

    fn into_email(self) -> String {
        String::from_utf8_lossy(self.0[NAME_LEN..].trim_ascii_end()).into_owned()
    }
}

fn find_email() {
    while let Some(record) = Record::read(directory)? {
        if record.is_of(name) {
            return Ok(Some(record.into_email()));
        }
    }
    Ok(None)
}
