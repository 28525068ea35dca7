//! Leaks a `Vec` of all lines.
//!
//! on = "reference"
//! part = "parse-users"
//! verdict = "over-budget"
//! finding = "none"

fn parse_users() {
    let lines = text.lines().collect::<Vec<_>>().leak();
    lines
        .iter()
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
