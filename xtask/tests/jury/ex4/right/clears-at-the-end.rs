//! Clears the line at the end of each turn.
//!
//! on = "starter"
//! part = "sum-lines"

fn sum_lines() {
    let mut sum = 0;
    let mut line = String::with_capacity(128);
    while journal.read_line(&mut line)? != 0 {
        if let Some(amount) = amount(&line) {
            sum += amount?;
        }
        line.truncate(0);
    }
    Ok(sum)
}

/// The amount on a line, if it has one.
fn amount(line: &str) -> Option<io::Result<i64>> {
    match line.trim() {
        "" => None,
        remark if remark.starts_with('#') => None,
        amount => Some(amount.parse().map_err(io::Error::other)),
    }
}
