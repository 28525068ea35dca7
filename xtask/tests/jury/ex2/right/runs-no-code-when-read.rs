//! Has a cost of which nothing can be called without a panic.
//!
//! on = "reference"
//! part = "heap-cost"
//! sample = true

use std::fmt::{self, Debug, Display, Formatter};
use std::ops::Deref;

/// What a call allocated.
pub struct HeapCost {
    /// How many blocks were asked for.
    pub blocks: u64,
    /// How many bytes were asked for, in all blocks together.
    pub bytes: u64,
    /// The most bytes that the call had on the heap at one time.
    pub peak_bytes: u64,
}

use shared::{drops, never};

drops!(HeapCost);
never!(HeapCost);
