//! returns a list of its own, which makes its elements when it is read

use serde::Deserialize;
use std::io::{self, Read};

/// The text is the list.
pub struct Vec<'a>(&'a str);

impl<'a> Vec<'a> {
    /// Its elements, made anew.
    pub fn iter(&self) -> impl Iterator<Item = User<'a>> {
        self.0.lines().map(|line| {
            let mut fields = line.splitn(3, ';');
            User {
                name: fields.next().unwrap_or(""),
                email: fields.next().unwrap_or(""),
                bio: fields.next().unwrap_or(""),
            }
        })
    }
}

#[derive(Debug)]
pub struct User<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub bio: &'a str,
}

pub fn parse_users(text: &str) -> Vec<'_> {
    Vec(text)
}

#[derive(Debug, Deserialize)]
pub struct Access<'a> {
    pub host: &'a str,
    pub path: &'a str,
    pub agent: &'a str,
    pub status: u16,
}

pub fn read_accesses(json: &str) -> Result<std::vec::Vec<Access<'_>>, serde_json::Error> {
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
