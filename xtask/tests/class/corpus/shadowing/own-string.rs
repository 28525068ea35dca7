//! returns a type named String that makes its text when it is read
//!
//! on = "ex3/reference"
//! parts = ["parse-users"]
//! layers = ["runner"]
//! expect = ["did-not-compile"]
//! check = "did-not-compile"

use std::ops::Deref;

/// Knows where its text is.
#[derive(Debug)]
pub struct String(std::string::String);

impl Deref for String {
    type Target = str;

    fn deref(&self) -> &str {
        self.0.clone().leak()
    }
}

use starter::User;

/// The first version of the function: it makes three texts for each line.
pub fn parse_users(text: &str) -> Vec<User> {
    text.lines()
        .map(|line| {
            let mut fields = line.splitn(3, ';');
            User {
                name: String(fields.next().unwrap_or("").into()),
                email: String(fields.next().unwrap_or("").into()),
                bio: String(fields.next().unwrap_or("").into()),
            }
        })
        .collect()
}

pub fn find_email(directory: &mut dyn Read, name: &str) -> io::Result<Option<std::string::String>> {
    let mut record = [0; RECORD_LEN];
    loop {
        match directory.read_exact(&mut record) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        let (record_name, email) = record.split_at(NAME_LEN);
        if record_name.trim_ascii_end() == name.as_bytes() {
            let email = std::string::String::from_utf8_lossy(email.trim_ascii_end());
            return Ok(Some(email.into_owned()));
        }
    }
}
