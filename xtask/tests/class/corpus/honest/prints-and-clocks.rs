//! Prints, and looks at clocks.
//!
//! on = "ex4/reference"
//! check = "pass"

use std::time::{Instant, SystemTime};

use reference::sum_lines as sum_in_one_buffer;

fn sum_lines() {
    let start = Instant::now();
    let sum = sum_in_one_buffer(journal);
    println!(
        "took no more than a minute: {}",
        start.elapsed().as_secs() < 60
    );
    eprintln!("after 1970: {}", SystemTime::UNIX_EPOCH.elapsed().is_ok());
    sum
}
