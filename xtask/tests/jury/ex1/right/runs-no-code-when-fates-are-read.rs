//! Has fates of which nothing can be called without a panic.
//!
//! on = "reference"
//! part = "predict"
//! without = ["use std::fmt"]
//! sample = true

use std::fmt::{self, Debug, Display, Formatter};
use std::ops::Deref;

/// What becomes of a function's allocation in a release build.
pub enum Fate {
    /// The function still allocates.
    Survives,
    /// The function allocates nothing.
    Removed,
}

use shared::{drops, never};

drops!(Fate);
never!(Fate);
