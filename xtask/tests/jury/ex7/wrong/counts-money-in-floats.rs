//! Reads prices as floats, also those without a point.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"

fn parse_cents(price: &str) -> Option<i64> {
    let price: f64 = price.parse().ok()?;
    Some((price * 100.0).round() as i64)
}
