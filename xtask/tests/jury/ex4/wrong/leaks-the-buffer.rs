//! Leaks the one buffer at the end.
//!
//! on = "reference"
//! part = "sum-lines"
//! verdict = "over-budget"
//! finding = "none"

fn sum_lines() {
    let line = Box::leak(Box::new(String::new()));
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
}
