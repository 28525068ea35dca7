//! Skips an amount that is no number.
//!
//! on = "reference"
//! part = "sum-lines"
//! verdict = "wrong-answer"

fn sum_lines() {
    let mut sum = 0;
    let mut line = String::new();
    while journal.read_line(&mut line)? > 0 {
        if let Ok(amount) = line.trim().parse::<i64>() {
            sum += amount;
        }
        line.clear();
    }
    Ok(sum)
}
