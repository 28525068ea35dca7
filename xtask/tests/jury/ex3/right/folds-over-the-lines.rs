//! Folds the lines into a `Vec`, with a helper that takes the next field off a line, and gives back what it did not need.
//!
//! on = "reference"
//! part = "parse-users"

fn parse_users() {
    let mut users = text.lines().fold(Vec::new(), |mut users, mut line| {
        let name = take_field(&mut line);
        let email = take_field(&mut line);
        users.push(User {
            name,
            email,
            bio: line,
        });
        users
    });
    users.shrink_to_fit();
    users
}

fn take_field<'a>(line: &mut &'a str) -> &'a str {
    match line.find(';') {
        Some(end) => {
            let field = &line[..end];
            *line = &line[end + 1..];
            field
        }
        None => std::mem::take(line),
    }
}
