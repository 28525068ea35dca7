//! Chapter 3: what serde says when there is nothing to borrow.

use listings::ch03::borrowed_loans;

fn main() {
    // ANCHOR: escape
    let json = r#"[{"title": "Emma\tand other novels", "days": 14}]"#;
    match borrowed_loans(json) {
        Ok(loans) => println!("{}", loans[0].title),
        Err(error) => println!("error: {error}"),
    }
    // ANCHOR_END: escape
}
