//! Makes a user where a line ends, so the last line needs a line feed.
//!
//! on = "reference"
//! part = "parse-users"
//! verdict = "wrong-answer"

fn parse_users() {
    let mut users = Vec::new();
    let mut start = 0;
    for (end, _) in text.match_indices('\n') {
        let line = &text[start..end];
        let line = line.strip_suffix('\r').unwrap_or(line);
        start = end + 1;
        let mut fields = line.splitn(3, ';');
        users.push(User {
            name: fields.next().unwrap_or(""),
            email: fields.next().unwrap_or(""),
            bio: fields.next().unwrap_or(""),
        });
    }
    users
}
