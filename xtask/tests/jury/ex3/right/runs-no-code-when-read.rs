//! Has users of which nothing can be called without a panic.
//!
//! on = "reference"
//! part = "parse-users"
//! sample = true

use std::fmt::{self, Debug, Display, Formatter};
use std::ops::Deref;

use serde::{Serialize, Serializer};

/// One line of an export: `name;email;bio`.
pub struct User<'a> {
    /// The full name.
    pub name: &'a str,
    /// The address.
    pub email: &'a str,
    /// What they say of themselves; may be empty.
    pub bio: &'a str,
}

use shared::{drops, never, never_serialised};

drops!(User<'_>);
never!(User<'_>);
never_serialised!(User<'_>);
