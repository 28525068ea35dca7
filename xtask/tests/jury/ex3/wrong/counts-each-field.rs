//! Has counted texts, each with a copy in it.
//!
//! on = "starter"
//! part = "parse-users"
//! verdict = "over-budget"
//! finding = "another-owner"

use std::rc::Rc;

/// One line of an export: `name;email;bio`.
#[derive(Debug)]
pub struct User {
    /// The full name.
    pub name: Rc<str>,
    /// The address.
    pub email: Rc<str>,
    /// What they say of themselves; may be empty.
    pub bio: Rc<str>,
}

fn parse_users() {
    text.lines()
        .map(|line| {
            let mut fields = line.splitn(3, ';');
            User {
                name: Rc::from(fields.next().unwrap_or("")),
                email: Rc::from(fields.next().unwrap_or("")),
                bio: Rc::from(fields.next().unwrap_or("")),
            }
        })
        .collect()
}
