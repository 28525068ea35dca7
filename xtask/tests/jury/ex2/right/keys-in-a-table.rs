//! Keeps the keys in a table, and looks them up to compare.
//!
//! on = "reference"
//! part = "report"

use std::collections::HashMap;

fn rank() {
    let mut filed_as: HashMap<&str, String> = HashMap::new();
    for total in &totals {
        filed_as.insert(total.title, catalogue_title(total.title));
    }
    totals.sort_by(|one, other| {
        (Reverse(one.cents), &filed_as[one.title])
            .cmp(&(Reverse(other.cents), &filed_as[other.title]))
    });
    totals
}
