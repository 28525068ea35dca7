//! Another route to the reference: loops instead of chains.

use serde::Deserialize;
use std::io::{self, Read};

#[derive(Debug)]
pub struct User<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub bio: &'a str,
}

pub fn parse_users(text: &str) -> Vec<User<'_>> {
    let mut users = Vec::with_capacity(text.matches('\n').count() + 1);
    for line in text.lines() {
        let (name, rest) = line.split_once(';').unwrap_or((line, ""));
        let (email, bio) = rest.split_once(';').unwrap_or((rest, ""));
        users.push(User { name, email, bio });
    }
    users
}

#[derive(Debug, Deserialize)]
pub struct Access<'a> {
    pub host: &'a str,
    pub path: &'a str,
    pub agent: &'a str,
    pub status: u16,
}

pub fn read_accesses(json: &str) -> Result<Vec<Access<'_>>, serde_json::Error> {
    let mut accesses = serde_json::Deserializer::from_str(json);
    let list = Vec::<Access<'_>>::deserialize(&mut accesses)?;
    accesses.end()?;
    Ok(list)
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
