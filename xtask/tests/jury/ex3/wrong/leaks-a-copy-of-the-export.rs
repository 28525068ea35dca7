//! Lets the users borrow from a copy of the text that is never freed.
//!
//! on = "reference"
//! part = "parse-users"
//! verdict = "over-budget"
//! finding = "none"

fn parse_users() {
    let text: &'static str = Box::leak(text.to_string().into_boxed_str());
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
