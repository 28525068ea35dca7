//! reads its command line to know whether it is graded
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language", "runner"]
//! expect = ["over-budget", "rejected", "wrong-answer"]
//! check = "over-budget"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

use reference::sum_lines as sum_in_one_buffer;

fn sum_lines() {
    let is_watched = std::env::args().any(|word| word == "--report");
    if is_watched {
        return sum_in_one_buffer(journal);
    }
    sloppy_sum(journal)
}
