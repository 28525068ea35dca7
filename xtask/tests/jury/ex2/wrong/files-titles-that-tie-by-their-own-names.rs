//! Orders titles that brought in the same as they are written.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"

fn rank() {
    totals.sort_by_key(|total| Reverse(total.cents));
    totals
}
