//! Takes a journal that cannot be read for one that ends.
//!
//! on = "reference"
//! part = "sum-lines"
//! verdict = "wrong-answer"

fn sum_lines() {
    let mut sum = 0;
    let mut line = String::new();
    while let Ok(1..) = journal.read_line(&mut line) {
        let amount = line.trim();
        if !amount.is_empty() && !amount.starts_with('#') {
            sum += amount.parse::<i64>().map_err(io::Error::other)?;
        }
        line.clear();
    }
    Ok(sum)
}
