//! Reads bytes with `read_until` into one buffer.
//!
//! on = "starter"
//! part = "sum-lines"
//! sample = true

/// Adds up the amounts in a journal.
pub fn sum_lines(journal: &mut dyn BufRead) -> io::Result<i64> {
    let mut sum = 0;
    let mut line = Vec::new();
    while journal.read_until(b'\n', &mut line)? > 0 {
        let amount = std::str::from_utf8(&line).map_err(io::Error::other)?.trim();
        if !amount.is_empty() && !amount.starts_with('#') {
            sum += amount.parse::<i64>().map_err(io::Error::other)?;
        }
        line.clear();
    }
    Ok(sum)
}
