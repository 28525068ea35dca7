//! Keeps a copy of every text that it was ever given.
//!
//! on = "reference"
//! part = "parse-users"
//! verdict = "over-budget"
//! finding = "none"

use std::sync::Mutex;

static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn parse_users() {
    if let Ok(mut seen) = SEEN.lock() {
        seen.push(text.to_owned());
    }
    text.lines()
        .map(|line| {
            let mut fields = line.splitn(3, ';');
            User {
                name: fields.next().unwrap_or(""),
                email: fields.next().unwrap_or(""),
                bio: fields.next().unwrap_or(""),
            }
        })
        .collect()
}
