//! Puts the totals into a tree by cents and filed title, where one of two equal ones is lost.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"

fn rank() {
    let mut ranks = BTreeMap::new();
    for total in totals {
        ranks.insert((Reverse(total.cents), catalogue_title(total.title)), total);
    }
    ranks.into_values().collect()
}
