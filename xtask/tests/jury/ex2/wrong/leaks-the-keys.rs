//! Makes each key once, and never frees it.
//!
//! on = "reference"
//! part = "report"
//! verdict = "over-budget"
//! finding = "none"

fn rank() {
    let mut keyed: Vec<(Reverse<u64>, &'static str, Total<'_>)> = totals
        .into_iter()
        .map(|total| {
            let filed_as: &'static str = catalogue_title(total.title).leak();
            (Reverse(total.cents), filed_as, total)
        })
        .collect();
    keyed.sort_by_key(|(cents, filed_as, _)| (*cents, *filed_as));
    keyed.into_iter().map(|(_, _, total)| total).collect()
}
