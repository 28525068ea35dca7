//! Walks over the bytes, and cuts at semicolons and line breaks by hand.
//!
//! on = "reference"
//! part = "parse-users"

fn parse_users() {
    let mut users = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let bytes = text.as_bytes();
        let mut end = start;
        let mut cuts = [None; 2];
        while end < bytes.len() && bytes[end] != b'\n' {
            if bytes[end] == b';'
                && let Some(cut) = cuts.iter_mut().find(|cut| cut.is_none())
            {
                *cut = Some(end);
            }
            end += 1;
        }
        let next = end + 1;
        if end < bytes.len() && end > start && bytes[end - 1] == b'\r' {
            end -= 1;
        }
        let name_end = cuts[0].unwrap_or(end);
        let email_start = cuts[0].map_or(end, |cut| cut + 1);
        let email_end = cuts[1].unwrap_or(end);
        let bio_start = cuts[1].map_or(end, |cut| cut + 1);
        users.push(User {
            name: &text[start..name_end],
            email: &text[email_start..email_end],
            bio: &text[bio_start..end],
        });
        start = next;
    }
    users
}
