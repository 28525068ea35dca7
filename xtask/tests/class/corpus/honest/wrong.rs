//! Counts one too many.
//!
//! on = "ex4/reference"
//! check = "wrong-answer"

use reference::sum_lines as sum_in_one_buffer;

fn sum_lines() {
    Ok(sum_in_one_buffer(journal)? + 1)
}
