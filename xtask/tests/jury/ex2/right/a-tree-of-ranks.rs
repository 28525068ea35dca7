//! Puts the totals into a tree by cents, filed title, and title.
//!
//! on = "reference"
//! part = "report"

fn rank() {
    let mut ranks = BTreeMap::new();
    for total in totals {
        let filed_as = catalogue_title(total.title);
        ranks.insert((Reverse(total.cents), filed_as, total.title), total);
    }
    ranks.into_values().collect()
}
