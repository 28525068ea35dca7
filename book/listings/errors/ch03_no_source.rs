// fails with: E0106
//! Nothing to borrow from.

// ANCHOR: shown
pub struct Book<'a> {
    pub title: &'a str,
    pub author: &'a str,
}

pub fn sample() -> Book {
    let text = String::from("Emma");
    Book { title: &text, author: "" }
}
// ANCHOR_END: shown
