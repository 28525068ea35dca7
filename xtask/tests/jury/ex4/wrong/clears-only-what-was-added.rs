//! Does not clear the line after a remark.
//!
//! on = "reference"
//! part = "sum-lines"
//! verdict = "wrong-answer"
//! sample = true

fn sum_lines() {
    let mut sum = 0;
    let mut line = String::new();
    while journal.read_line(&mut line)? > 0 {
        let amount = line.trim();
        if amount.is_empty() || amount.starts_with('#') {
            continue;
        }
        sum += amount.parse::<i64>().map_err(io::Error::other)?;
        line.clear();
    }
    Ok(sum)
}
