//! Reads, filters and adds up in one pass, caches the keys, and writes rows into the page.
//!
//! on = "starter"
//! part = "report"

use std::fmt::Write;

/// The titles sold, the best first. Titles that brought in the same stand in
/// the order of the catalogue.
pub fn report(till: &str) -> String {
    let mut totals: BTreeMap<&str, Total<'_>> = BTreeMap::new();
    let sold = till.lines().filter_map(parse_sale);
    for sale in sold.filter(|sale| sale.kind == "sold") {
        let total = totals.entry(sale.title).or_default();
        total.title = sale.title;
        total.copies += sale.copies;
        total.cents += sale.copies * sale.cents;
    }
    let mut ranking: Vec<Total<'_>> = totals.into_values().collect();
    ranking.sort_by_cached_key(|total| (Reverse(total.cents), catalogue_title(total.title)));
    render(&ranking)
}

fn render() {
    let mut page = String::new();
    for (place, total) in (1..).zip(ranking) {
        let (euros, cents) = (total.cents / 100, total.cents % 100);
        writeln!(
            page,
            "{place:>5}  {:<40} {:>4} {euros:>7}.{cents:02} €",
            total.title, total.copies
        )
        .expect("a text takes all that is written");
    }
    page
}
