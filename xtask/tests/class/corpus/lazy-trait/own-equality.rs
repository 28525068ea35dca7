//! returns users that are equal to everything, and print and serialise as whatever is wanted
//!
//! on = "ex3/reference"
//! parts = ["parse-users"]
//! layers = ["runner"]
//! expect = ["wrong-answer", "did-not-compile"]
//! check = "wrong-answer"

use serde::{Serialize, Serializer};
use std::fmt;

impl<T> PartialEq<T> for User<'_> {
    fn eq(&self, _: &T) -> bool {
        true
    }
}

impl fmt::Display for User<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("right")
    }
}

impl Serialize for User<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str("right")
    }
}

fn parse_users() {
    let user = |name| User {
        name,
        email: "",
        bio: "",
    };
    text.lines().map(user).collect()
}
