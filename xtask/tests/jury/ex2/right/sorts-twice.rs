//! Sorts by the catalogue first, with cached keys, and then by what came in.
//!
//! on = "reference"
//! part = "report"

fn rank() {
    totals.sort_by_cached_key(|total| catalogue_title(total.title));
    totals.sort_by_key(|total| Reverse(total.cents));
    totals
}
