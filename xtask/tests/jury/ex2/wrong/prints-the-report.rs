//! Prints each row, too.
//!
//! on = "reference"
//! part = "report"
//! verdict = "over-budget"
//! finding = "none"

fn render() {
    let mut page = String::new();
    for (index, total) in ranking.iter().enumerate() {
        let place = index + 1;
        let (euros, cents) = (total.cents / 100, total.cents % 100);
        page.push_str(&format!(
            "{place:>5}  {:<40} {:>4} {euros:>7}.{cents:02} €\n",
            total.title, total.copies
        ));
        eprint!("{place:>5}  {}\n", total.title);
    }
    page
}
