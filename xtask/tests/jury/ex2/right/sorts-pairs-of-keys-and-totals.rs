//! Makes pairs of keys and totals, sorts those, and takes the totals out.
//!
//! on = "reference"
//! part = "report"
//! sample = true

fn rank() {
    let mut keyed: Vec<_> = totals
        .into_iter()
        .map(|total| ((Reverse(total.cents), catalogue_title(total.title)), total))
        .collect();
    keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
    keyed.into_iter().map(|(_, total)| total).collect()
}
