//! is careful with small inputs only
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["over-budget"]
//! check = "over-budget"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

use reference::sum_lines as sum_in_one_buffer;

fn sum_lines() {
    let is_small = journal.fill_buf()?.len() < 8_192;
    if is_small {
        sum_in_one_buffer(journal)
    } else {
        sloppy_sum(journal)
    }
}
