//! Takes a line without a line break for the end of the journal.
//!
//! on = "reference"
//! part = "sum-lines"
//! verdict = "wrong-answer"

fn sum_lines() {
    let mut sum = 0;
    let mut line = String::new();
    loop {
        line.clear();
        journal.read_line(&mut line)?;
        if !line.ends_with('\n') {
            return Ok(sum);
        }
        let amount = line.trim();
        if !amount.is_empty() && !amount.starts_with('#') {
            sum += amount.parse::<i64>().map_err(io::Error::other)?;
        }
    }
}
