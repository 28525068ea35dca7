//! returns texts that count how often they are compared, printed and serialised, and make
//! themselves when that happens
//!
//! on = "ex3/reference"
//! parts = ["parse-users"]
//! budgets = ["allocations"]
//! layers = ["runner"]
//! expect = ["did-not-compile"]
//! check = "did-not-compile"

use serde::{Serialize, Serializer};
use std::cell::{Cell, OnceCell};
use std::fmt;

/// A field of a line, by its number.
#[derive(Debug)]
pub struct Late<'a> {
    line: &'a str,
    field: usize,
    calls: Cell<u32>,
    made: OnceCell<String>,
}

impl Late<'_> {
    fn text(&self) -> &str {
        self.calls.set(self.calls.get() + 1);
        let make = || {
            let field = self.line.splitn(3, ';').nth(self.field);
            field.unwrap_or("").to_owned()
        };
        self.made.get_or_init(make)
    }
}

impl<T: AsRef<str>> PartialEq<T> for Late<'_> {
    fn eq(&self, other: &T) -> bool {
        self.text() == other.as_ref()
    }
}

impl fmt::Display for Late<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl Serialize for Late<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.text())
    }
}

#[derive(Debug)]
pub struct User<'a> {
    pub name: Late<'a>,
    pub email: Late<'a>,
    pub bio: Late<'a>,
}

fn parse_users() {
    text.lines()
        .map(|line| {
            let late = |field| Late {
                line,
                field,
                calls: Cell::new(0),
                made: OnceCell::new(),
            };
            User {
                name: late(0),
                email: late(1),
                bio: late(2),
            }
        })
        .collect()
}
