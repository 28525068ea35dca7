//! Has requests of which nothing can be called without a panic.
//!
//! on = "reference"
//! part = "slow-requests"
//! sample = true

use std::fmt::{self, Debug, Display, Formatter};
use std::ops::Deref;

/// One request of a server's log.
pub struct Request {
    /// When it came, in seconds since 1970.
    pub at: u64,
    /// How long the answer took, in milliseconds.
    pub millis: u32,
}

use shared::{drops, never};

drops!(Request);
never!(Request);
