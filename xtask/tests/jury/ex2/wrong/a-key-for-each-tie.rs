//! Makes the keys of two titles whenever they tie.
//!
//! on = "reference"
//! part = "report"
//! verdict = "over-budget"
//! finding = "none"
//! sample = true

fn rank() {
    totals.sort_by(|one, other| {
        other
            .cents
            .cmp(&one.cents)
            .then_with(|| catalogue_title(one.title).cmp(&catalogue_title(other.title)))
    });
    totals
}
