//! How the listings of ch01 are weighed.

use super::{Fact, Listing, Rough};

pub const LISTINGS: &[Listing] = &[];
pub const FACTS: &[Fact] = &[];
pub const ROUGH: &[Rough] = &[];
