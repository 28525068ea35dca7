//! Refuses an entry that has a key more.
//!
//! on = "reference"
//! part = "json-records"
//! verdict = "wrong-answer"

/// One entry of an access log in JSON.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
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
