//! Has `Cow` fields, and puts an owned text into each.
//!
//! on = "reference"
//! part = "parse-users"
//! verdict = "over-budget"
//! finding = "text-copy-per-item"

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
    text.lines()
        .map(|line| {
            let mut fields = line.splitn(3, ';');
            let mut next = || Cow::Owned(fields.next().unwrap_or("").to_owned());
            User {
                name: next(),
                email: next(),
                bio: next(),
            }
        })
        .collect()
}
