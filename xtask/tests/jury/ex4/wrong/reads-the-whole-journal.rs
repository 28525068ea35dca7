//! Reads the whole journal into one text.
//!
//! on = "reference"
//! part = "sum-lines"
//! verdict = "over-budget"
//! finding = "whole-input"

fn sum_lines() {
    let mut text = String::new();
    journal.read_to_string(&mut text)?;
    let mut sum = 0;
    for amount in text.lines().map(str::trim) {
        if !amount.is_empty() && !amount.starts_with('#') {
            sum += amount.parse::<i64>().map_err(io::Error::other)?;
        }
    }
    Ok(sum)
}
