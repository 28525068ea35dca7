//! Makes room for a page of a million letters, and for a million sales.
//!
//! on = "reference"
//! part = "report"
//! verdict = "over-budget"
//! finding = "none"

fn parse() {
    let mut sales = Vec::with_capacity(1_000_000);
    sales.extend(till.lines().filter_map(parse_sale));
    sales
}

fn rank() {
    totals.sort_by_cached_key(|total| (Reverse(total.cents), catalogue_title(total.title)));
    totals
}
