//! Compares titles by their small letters, and makes no text of them.
//!
//! on = "reference"
//! part = "report"

fn rank() {
    totals.sort_by(|one, other| {
        other
            .cents
            .cmp(&one.cents)
            .then_with(|| letters(one.title).cmp(letters(other.title)))
    });
    totals
}

/// The letters of a title as the catalogue files it.
fn letters(title: &str) -> impl Iterator<Item = char> + '_ {
    let mut bare = title;
    for article in ["The ", "Der ", "Die ", "Les ", "El "] {
        if let Some(rest) = title.strip_prefix(article) {
            bare = rest;
            break;
        }
    }
    bare.chars().flat_map(char::to_lowercase)
}
