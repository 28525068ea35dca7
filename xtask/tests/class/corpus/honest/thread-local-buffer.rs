//! Keeps one buffer in a thread-local variable.
//!
//! on = "ex4/reference"
//! check = "pass"

use std::cell::RefCell;

thread_local! {
    static LINE: RefCell<String> = const { RefCell::new(String::new()) };
}

fn sum_lines() {
    LINE.with_borrow_mut(|line| {
        let mut sum = 0;
        loop {
            line.clear();
            if journal.read_line(line)? == 0 {
                return Ok(sum);
            }
            let amount = line.trim();
            if !amount.is_empty() && !amount.starts_with('#') {
                sum += amount.parse::<i64>().map_err(io::Error::other)?;
            }
        }
    })
}
