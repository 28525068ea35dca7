//! Reserves for a million readings, so that none has to grow.
//!
//! on = "reference"
//! part = "build-list"
//! verdict = "over-budget"
//! finding = "reserved-too-much"

fn read_series() {
    let mut readings = Vec::with_capacity(1_000_000);
    for day in report.lines().skip(1).filter(|line| !line.starts_with('#')) {
        for reading in day.split_whitespace() {
            readings.push(reading.parse()?);
        }
    }
    Ok(readings)
}
