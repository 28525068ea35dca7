//! Text that is written where it belongs.

use std::fmt::{self, Display, Write};

// ANCHOR: format
/// A price list. Each price and each row is a text of its own first.
pub fn page_format(items: &[(&str, u32)]) -> String {
    let mut page = String::new();
    for (name, cents) in items {
        page.push_str(&format!("{name}: {}\n", euros_text(*cents)));
    }
    page
}

fn euros_text(cents: u32) -> String {
    format!("{}.{:02} EUR", cents / 100, cents % 100)
}
// ANCHOR_END: format

// ANCHOR: write
/// A price list, written into one buffer.
pub fn page_write(items: &[(&str, u32)]) -> String {
    let mut page = String::new();
    for (name, cents) in items {
        writeln!(page, "{name}: {}", euros(*cents)).expect("a String takes any text");
    }
    page
}

/// Not a text, but a value that knows how to write itself.
fn euros(cents: u32) -> impl Display {
    fmt::from_fn(move |out| write!(out, "{}.{:02} EUR", cents / 100, cents % 100))
}
// ANCHOR_END: write

// ANCHOR: args
/// Adds a row to a page. The row need not be a text yet.
pub fn add_row(page: &mut String, row: fmt::Arguments<'_>) {
    page.push_str("| ");
    page.write_fmt(row).expect("a String takes any text");
    page.push_str(" |\n");
}
// ANCHOR_END: args

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_pages_are_the_same() {
        let items = [("tea", 350), ("cake", 405)];
        assert_eq!(page_format(&items), "tea: 3.50 EUR\ncake: 4.05 EUR\n");
        assert_eq!(page_format(&items), page_write(&items));
    }

    #[test]
    fn a_row_is_written_once() {
        // ANCHOR: args-call
        let mut page = String::new();
        let (name, cents) = ("tea", 350);
        add_row(&mut page, format_args!("{name}: {}", euros(cents)));
        assert_eq!(page, "| tea: 3.50 EUR |\n");
        // ANCHOR_END: args-call
    }
}
