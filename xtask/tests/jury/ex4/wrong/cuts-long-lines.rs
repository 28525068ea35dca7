//! Reads a kilobyte of a line at most, and takes the rest for another line.
//!
//! on = "reference"
//! part = "sum-lines"
//! verdict = "wrong-answer"

use std::io::Read;

fn sum_lines() {
    let mut sum = 0;
    let mut line = String::new();
    loop {
        line.clear();
        if (&mut *journal).take(1024).read_line(&mut line)? == 0 {
            return Ok(sum);
        }
        let amount = line.trim();
        if !amount.is_empty() && !amount.starts_with('#') {
            sum += amount.parse::<i64>().map_err(io::Error::other)?;
        }
    }
}
