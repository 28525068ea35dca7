//! Splits at line feeds, so that a carriage return stays in the bio.
//!
//! on = "reference"
//! part = "parse-users"
//! verdict = "wrong-answer"

fn parse_users() {
    let mut users = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        rest = after;
        let (name, fields) = line.split_once(';').unwrap_or((line, ""));
        let (email, bio) = fields.split_once(';').unwrap_or((fields, ""));
        users.push(User { name, email, bio });
    }
    users
}
