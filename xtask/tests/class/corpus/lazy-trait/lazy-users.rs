//! returns users that make their texts when the harness reads them, by way of Deref
//!
//! on = "ex3/reference"
//! parts = ["parse-users"]
//! budgets = ["allocations"]
//! layers = ["runner"]
//! expect = ["did-not-compile"]
//! check = "did-not-compile"
//! sample = true

use std::cell::OnceCell;
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

fn parse_users() {
    let unread = |line| User {
        line,
        parsed: OnceCell::new(),
    };
    text.lines().map(unread).collect()
}
