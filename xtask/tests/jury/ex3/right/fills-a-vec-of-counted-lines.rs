//! Counts the lines, makes a `Vec` of that size, and fills it in a loop.
//!
//! on = "reference"
//! part = "parse-users"
//! sample = true

fn parse_users() {
    let mut users = Vec::with_capacity(text.lines().count());
    for line in text.lines() {
        let (name, rest) = line.split_once(';').unwrap_or((line, ""));
        let (email, bio) = rest.split_once(';').unwrap_or((rest, ""));
        users.push(User { name, email, bio });
    }
    users
}
