//! Misses a semicolon and a type.
//!
//! on = "ex4/nothing"
//! check = "did-not-compile"

/// Adds up the amounts in a journal.
pub fn sum_lines(journal: &mut dyn std::io::BufRead) -> std::io::Result<i64> {
    let sum: u8 = "no number"
    Ok(sum)
}
