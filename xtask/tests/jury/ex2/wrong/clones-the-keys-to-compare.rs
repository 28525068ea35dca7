//! Keeps the keys in a table, and clones two for each comparison.
//!
//! on = "reference"
//! part = "report"
//! verdict = "over-budget"
//! finding = "none"

use std::collections::HashMap;

fn rank() {
    let filed_as: HashMap<&str, String> = totals
        .iter()
        .map(|total| (total.title, catalogue_title(total.title)))
        .collect();
    totals.sort_by_key(|total| (Reverse(total.cents), filed_as[total.title].clone()));
    totals
}
