//! Exercise 3, solved: borrow where the text outlives the answer, and own
//! exactly once where it does not.

use std::io::{self, Read};

use serde::Deserialize;

/// One line of an export: `name;email;bio`.
///
/// The lifetime says what the three fields have in common: they point into a
/// text that somebody else owns, and a `User` may not outlive it. In exchange
/// a `User` owns no memory. It is three pointers and three lengths.
#[derive(Debug)]
pub struct User<'a> {
    /// The full name.
    pub name: &'a str,
    /// The address.
    pub email: &'a str,
    /// What they say of themselves; may be empty.
    pub bio: &'a str,
}

/// Reads one user from each line of `text`; a field that is missing is empty.
///
/// Nothing is copied: `lines` and `splitn` hand out slices of `text`. The only
/// allocations left are those of the `Vec`, which does not know how many lines
/// will come and so grows by doubling. Their number grows with the logarithm
/// of the users, which is why the budget has no term per user.
pub fn parse_users(text: &str) -> Vec<User<'_>> {
    text.lines()
        .map(|line| {
            let mut fields = line.splitn(3, ';');
            User {
                name: fields.next().unwrap_or(""),
                email: fields.next().unwrap_or(""),
                bio: fields.next().unwrap_or(""),
            }
        })
        .collect()
}

/// One entry of an access log in JSON.
///
/// serde fills a `&'a str` field by borrowing from the input. That works as
/// long as the JSON text holds the very bytes of the value. A value with an
/// escape, such as `"\n"`, is not in the input in that form, and reading it
/// into a `&str` is an error. Chapter 6 has the type for that case.
#[derive(Debug, Deserialize)]
pub struct Access<'a> {
    /// The machine that answered.
    pub host: &'a str,
    /// The path that was asked for.
    pub path: &'a str,
    /// The program that asked.
    pub agent: &'a str,
    /// The HTTP status.
    pub status: u16,
}

/// Reads a JSON array of entries, which borrow from `json`.
pub fn read_accesses(json: &str) -> Result<Vec<Access<'_>>, serde_json::Error> {
    serde_json::from_str(json)
}

/// A record is this many bytes: the name, then the address, padded with spaces.
pub const RECORD_LEN: usize = 96;
/// The first bytes of a record are the name.
pub const NAME_LEN: usize = 32;

/// Finds the address of the first record with this name.
///
/// Reads whole records until the name is found or the directory ends.
///
/// The record lies in an array on the stack, and the same array serves every
/// record. Name and address are looked at in place. Only the address that is
/// returned becomes a `String`: one allocation, however long the directory is.
///
/// Why not none? Returning `Option<&str>` would hand out a pointer into
/// `record`, which is gone once the function returns. The compiler refuses
/// that with E0515, "cannot return value referencing local variable". Data that
/// outlives its source must be owned.
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
