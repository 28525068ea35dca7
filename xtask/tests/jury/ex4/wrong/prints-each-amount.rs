//! Prints what it adds.
//!
//! on = "reference"
//! part = "sum-lines"
//! verdict = "over-budget"
//! finding = "none"

fn sum_lines() {
    let mut sum = 0;
    let mut line = String::new();
    while journal.read_line(&mut line)? > 0 {
        let amount = line.trim();
        if !amount.is_empty() && !amount.starts_with('#') {
            println!("adding {amount}");
            sum += amount.parse::<i64>().map_err(io::Error::other)?;
        }
        line.clear();
    }
    Ok(sum)
}
