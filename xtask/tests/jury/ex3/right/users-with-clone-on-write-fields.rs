//! Makes the fields `Cow`s, all of them borrowed.
//!
//! on = "reference"
//! part = "parse-users"

use std::borrow::Cow;

/// One line of an export: `name;email;bio`.
#[derive(Debug)]
pub struct User<'a> {
    /// The full name.
    pub name: Cow<'a, str>,
    /// The address.
    pub email: Cow<'a, str>,
    /// What they say of themselves; may be empty.
    pub bio: Cow<'a, str>,
}

fn parse_users() {
    let mut users = Vec::new();
    for line in text.lines() {
        let mut fields = line.splitn(3, ';').map(Cow::Borrowed);
        users.push(User {
            name: fields.next().unwrap_or_default(),
            email: fields.next().unwrap_or_default(),
            bio: fields.next().unwrap_or_default(),
        });
    }
    users
}
