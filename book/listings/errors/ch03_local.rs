// fails with: E0515
//! A reference to a variable of the function that returns it.

pub struct Book<'a> {
    pub title: &'a str,
    pub author: &'a str,
}

// ANCHOR: shown
pub fn sample<'a>() -> Book<'a> {
    let text = String::from("Emma");
    Book { title: &text, author: "" }
}
// ANCHOR_END: shown
