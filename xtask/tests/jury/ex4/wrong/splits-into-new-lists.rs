//! Splits at line breaks, which makes a list of bytes for each line.
//!
//! on = "reference"
//! part = "sum-lines"
//! verdict = "over-budget"
//! finding = "io-lines"

fn sum_lines() {
    let mut sum = 0;
    for line in journal.split(b'\n') {
        let line = line?;
        let amount = std::str::from_utf8(&line).map_err(io::Error::other)?.trim();
        if !amount.is_empty() && !amount.starts_with('#') {
            sum += amount.parse::<i64>().map_err(io::Error::other)?;
        }
    }
    Ok(sum)
}
