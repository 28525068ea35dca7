//! Puts equals that are filed alike the other way round.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"

fn rank() {
    totals.reverse();
    totals.sort_by_cached_key(|total| (Reverse(total.cents), catalogue_title(total.title)));
    totals
}
