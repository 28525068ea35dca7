//! Has messages of which nothing can be called without a panic.
//!
//! on = "reference"
//! part = "escaped-json"
//! sample = true

use std::fmt::{self, Debug, Display, Formatter};
use std::ops::Deref;

use serde::{Serialize, Serializer};

/// One message to a support desk.
#[derive(Deserialize)]
pub struct Message<'a> {
    /// Who wrote it.
    #[serde(borrow)]
    pub sender: Cow<'a, str>,
    /// What it is about.
    #[serde(borrow)]
    pub subject: Cow<'a, str>,
    /// What it says.
    #[serde(borrow)]
    pub body: Cow<'a, str>,
    /// When it was sent, in seconds since 1970.
    pub sent: u64,
}

use shared::{drops, never, never_serialised};

drops!(Message<'_>);
never!(Message<'_>);
never_serialised!(Message<'_>);
