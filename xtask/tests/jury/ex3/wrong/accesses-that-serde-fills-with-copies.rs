//! Has `Cow` fields without `#[serde(borrow)]`, so all are owned.
//!
//! on = "reference"
//! part = "json-records"
//! verdict = "over-budget"
//! finding = "serde-cow-owned"
//! sample = true

use std::borrow::Cow;

/// One entry of an access log in JSON.
#[derive(Debug, Deserialize)]
pub struct Access<'a> {
    /// The machine that answered.
    pub host: Cow<'a, str>,
    /// The path that was asked for.
    pub path: Cow<'a, str>,
    /// The program that asked.
    pub agent: Cow<'a, str>,
    /// The HTTP status.
    pub status: u16,
}
