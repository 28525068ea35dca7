//! Reserves for sixteen readings, whatever the header says.
//!
//! on = "reference"
//! part = "build-list"
//! verdict = "over-budget"
//! finding = "push-growth"

fn read_series() {
    let mut readings = Vec::with_capacity(16);
    for day in report.lines().skip(1).filter(|line| !line.starts_with('#')) {
        for reading in day.split_whitespace() {
            readings.push(reading.parse()?);
        }
    }
    Ok(readings)
}
