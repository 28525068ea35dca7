//! Sorts by what came in, and each run of equals by cached keys.
//!
//! on = "reference"
//! part = "report"

fn rank() {
    totals.sort_by_key(|total| Reverse(total.cents));
    for tied in totals.chunk_by_mut(|one, other| one.cents == other.cents) {
        if tied.len() > 1 {
            tied.sort_by_cached_key(|total| catalogue_title(total.title));
        }
    }
    totals
}
