//! Reads into one buffer, and takes its block away with each line.
//!
//! on = "reference"
//! part = "sum-lines"
//! verdict = "over-budget"
//! finding = "read-line-given-away"

fn sum_lines() {
    let mut sum = 0;
    let mut line = String::new();
    while journal.read_line(&mut line)? > 0 {
        let taken = std::mem::take(&mut line);
        let amount = taken.trim();
        if !amount.is_empty() && !amount.starts_with('#') {
            sum += amount.parse::<i64>().map_err(io::Error::other)?;
        }
    }
    Ok(sum)
}
