//! Splits off lines by hand, and forgets the one without an end.
//!
//! on = "reference"
//! part = "build-list"
//! verdict = "wrong-answer"

fn read_series() {
    let (header, mut days) = report.split_once('\n').unwrap_or((report, ""));
    let (_station, count) = header.split_once(';').unwrap_or((header, ""));
    let count: usize = count.parse()?;
    let mut readings = Vec::with_capacity(count.min(days.len()));
    while let Some((day, rest)) = days.split_once('\n') {
        days = rest;
        if !day.starts_with('#') {
            for reading in day.split_whitespace() {
                readings.push(reading.parse()?);
            }
        }
    }
    Ok(readings)
}
