//! Gives the struct a `From<&str>`, and splits the text where lines end.
//!
//! on = "reference"
//! part = "parse-users"

impl<'a> From<&'a str> for User<'a> {
    fn from(line: &'a str) -> Self {
        let mut fields = line.splitn(3, ';');
        let [name, email, bio] = std::array::from_fn(|_| fields.next().unwrap_or_default());
        User { name, email, bio }
    }
}

fn parse_users() {
    text.split_inclusive('\n')
        .map(|line| match line.strip_suffix('\n') {
            Some(line) => line.strip_suffix('\r').unwrap_or(line),
            None => line,
        })
        .map(User::from)
        .collect()
}
