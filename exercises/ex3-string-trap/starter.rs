//! Exercise 3: the String trap.
//!
//! A `String` owns its text: making one asks for memory and copies the bytes.
//! A `&str` borrows: it is a pointer and a length into text that is already
//! there. The three functions below give the right answers. They own too much.
//!
//! A text in a struct may be a `String`, a `&str`, a `Cow<str>`, or a `Box`, an
//! `Rc` or an `Arc` of a `str`.
//!
//! Grade it:    cargo xtask check ex3
//! Stuck:       cargo xtask hint ex3

use std::io::{self, Read};

use serde::Deserialize;

// ---------------------------------------------------------------------------
// Part 1, parse-users: the text outlives the users. Let them borrow from it.
// You may change the struct, and you will have to: it needs a lifetime.
// ---------------------------------------------------------------------------

/// One line of an export: `name;email;bio`.
#[derive(Debug)]
pub struct User {
    /// The full name.
    pub name: String,
    /// The address.
    pub email: String,
    /// What they say of themselves; may be empty.
    pub bio: String,
}

/// Reads one user from each line of `text`; a field that is missing is empty.
pub fn parse_users(text: &str) -> Vec<User> {
    text.lines()
        .map(|line| {
            let mut fields = line.splitn(3, ';');
            User {
                name: fields.next().unwrap_or("").to_string(),
                email: fields.next().unwrap_or("").to_string(),
                bio: fields.next().unwrap_or("").to_string(),
            }
        })
        .collect()
}

// ---------------------------------------------------------------------------
// Part 2, json-records: serde can borrow too, when the JSON holds the text as
// it is. No text in this input needs an escape.
// ---------------------------------------------------------------------------

/// One entry of an access log in JSON.
#[derive(Debug, Deserialize)]
pub struct Access {
    /// The machine that answered.
    pub host: String,
    /// The path that was asked for.
    pub path: String,
    /// The program that asked.
    pub agent: String,
    /// The HTTP status.
    pub status: u16,
}

/// Reads a JSON array of entries.
pub fn read_accesses(json: &str) -> Result<Vec<Access>, serde_json::Error> {
    serde_json::from_str(json)
}

// ---------------------------------------------------------------------------
// Part 3, find-email: here the source does not outlive the answer. The record
// is gone when the function returns, so the answer must be owned. That is one
// allocation. This version makes several for every record it passes.
// ---------------------------------------------------------------------------

/// A record is this many bytes: the name, then the address, padded with spaces.
pub const RECORD_LEN: usize = 96;
/// The first bytes of a record are the name.
pub const NAME_LEN: usize = 32;

/// Finds the address of the first record with this name.
///
/// Reads whole records until the name is found or the directory ends.
pub fn find_email(directory: &mut dyn Read, name: &str) -> io::Result<Option<String>> {
    loop {
        let mut record = vec![0; RECORD_LEN];
        match directory.read_exact(&mut record) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        let record = String::from_utf8_lossy(&record).into_owned();
        let record_name = record[..NAME_LEN].trim_end().to_string();
        let email = record[NAME_LEN..].trim_end().to_string();
        if record_name == name {
            return Ok(Some(email));
        }
    }
}
