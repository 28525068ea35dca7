//! Reads a private struct that borrows, and makes an access of each.
//!
//! on = "reference"
//! part = "json-records"

#[derive(Deserialize)]
struct RawAccess<'a> {
    host: &'a str,
    path: &'a str,
    agent: &'a str,
    status: u16,
}

/// One entry of an access log in JSON.
#[derive(Debug, Deserialize)]
#[serde(from = "RawAccess<'a>")]
pub struct Access<'a> {
    /// The machine that answered.
    #[serde(borrow)]
    pub host: &'a str,
    /// The path that was asked for.
    pub path: &'a str,
    /// The program that asked.
    pub agent: &'a str,
    /// The HTTP status.
    pub status: u16,
}

impl<'a> From<RawAccess<'a>> for Access<'a> {
    fn from(raw: RawAccess<'a>) -> Self {
        Access {
            host: raw.host,
            path: raw.path,
            agent: raw.agent,
            status: raw.status,
        }
    }
}
