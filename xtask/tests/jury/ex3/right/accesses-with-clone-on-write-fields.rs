//! Makes the three texts `Cow`s that serde may borrow.
//!
//! on = "reference"
//! part = "json-records"
//! sample = true

use std::borrow::Cow;

/// One entry of an access log in JSON.
#[derive(Debug, Deserialize)]
pub struct Access<'a> {
    /// The machine that answered.
    #[serde(borrow)]
    pub host: Cow<'a, str>,
    /// The path that was asked for.
    #[serde(borrow)]
    pub path: Cow<'a, str>,
    /// The program that asked.
    #[serde(borrow)]
    pub agent: Cow<'a, str>,
    /// The HTTP status.
    pub status: u16,
}
