//! Has shares of which nothing can be called without a panic.
//!
//! on = "reference"
//! part = "worker-table"
//! sample = true

use std::fmt::{self, Debug, Display, Formatter};
use std::ops::Deref;

/// What one worker found out.
pub struct Share {
    /// The thread that did it.
    pub thread: ThreadId,
    /// How many stops it took care of.
    pub stops: u32,
    /// The way from each of them to the depot, added up.
    pub metres: u64,
    /// The one that is farthest from the depot.
    pub farthest: String,
}

use shared::{drops, never};

drops!(Share);
never!(Share);
