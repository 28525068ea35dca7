//! Passes over lines in which a field is missing.
//!
//! on = "reference"
//! part = "parse-users"
//! verdict = "wrong-answer"
//! sample = true

fn parse_users() {
    text.lines()
        .filter_map(|line| {
            let mut fields = line.splitn(3, ';');
            Some(User {
                name: fields.next()?,
                email: fields.next()?,
                bio: fields.next()?,
            })
        })
        .collect()
}
