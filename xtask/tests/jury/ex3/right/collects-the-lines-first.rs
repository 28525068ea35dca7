//! Keeps the lines in a `Vec` first, and makes users of them after that.
//!
//! on = "reference"
//! part = "parse-users"

fn parse_users() {
    let lines: Vec<&str> = text.lines().collect();
    let mut users = Vec::with_capacity(lines.len());
    for line in lines {
        let fields = fields(line);
        users.push(User {
            name: fields[0],
            email: fields[1],
            bio: fields[2],
        });
    }
    users
}

fn fields(line: &str) -> [&str; 3] {
    let mut found = [""; 3];
    for (field, text) in found.iter_mut().zip(line.splitn(3, ';')) {
        *field = text;
    }
    found
}
