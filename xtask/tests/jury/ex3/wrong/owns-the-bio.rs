//! Borrows name and address, and still owns the bio.
//!
//! on = "reference"
//! part = "parse-users"
//! verdict = "over-budget"
//! finding = "text-copy-per-item"

/// One line of an export: `name;email;bio`.
#[derive(Debug)]
pub struct User<'a> {
    /// The full name.
    pub name: &'a str,
    /// The address.
    pub email: &'a str,
    /// What they say of themselves; may be empty.
    pub bio: String,
}

fn parse_users() {
    text.lines()
        .map(|line| {
            let mut fields = line.splitn(3, ';');
            User {
                name: fields.next().unwrap_or(""),
                email: fields.next().unwrap_or(""),
                bio: fields.next().unwrap_or("").to_string(),
            }
        })
        .collect()
}
