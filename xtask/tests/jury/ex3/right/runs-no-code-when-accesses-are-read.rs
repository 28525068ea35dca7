//! Has entries of which nothing can be called without a panic.
//!
//! on = "reference"
//! part = "json-records"
//! sample = true

use std::fmt::{self, Debug, Display, Formatter};
use std::ops::Deref;

use serde::{Serialize, Serializer};

/// One entry of an access log in JSON.
#[derive(Deserialize)]
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

use shared::{drops, never, never_serialised};

drops!(Access<'_>);
never!(Access<'_>);
never_serialised!(Access<'_>);
