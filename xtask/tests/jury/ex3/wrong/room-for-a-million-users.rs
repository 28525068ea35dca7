//! Makes room for a million users, however many there are.
//!
//! on = "reference"
//! part = "parse-users"
//! verdict = "over-budget"
//! finding = "reserved-too-much"
//! sample = true

fn parse_users() {
    let mut users = Vec::with_capacity(1_000_000);
    users.extend(text.lines().map(|line| {
        let mut fields = line.splitn(3, ';');
        User {
            name: fields.next().unwrap_or(""),
            email: fields.next().unwrap_or(""),
            bio: fields.next().unwrap_or(""),
        }
    }));
    users
}
