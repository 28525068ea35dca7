//! Has boxed texts, each with a copy in it.
//!
//! on = "starter"
//! part = "parse-users"
//! verdict = "over-budget"
//! finding = "another-owner"

/// One line of an export: `name;email;bio`.
#[derive(Debug)]
pub struct User {
    /// The full name.
    pub name: Box<str>,
    /// The address.
    pub email: Box<str>,
    /// What they say of themselves; may be empty.
    pub bio: Box<str>,
}

fn parse_users() {
    text.lines()
        .map(|line| {
            let mut fields = line.splitn(3, ';');
            User {
                name: fields.next().unwrap_or("").into(),
                email: fields.next().unwrap_or("").into(),
                bio: fields.next().unwrap_or("").into(),
            }
        })
        .collect()
}
