//! Makes the header live forever to read it.
//!
//! on = "reference"
//! part = "build-list"
//! verdict = "over-budget"
//! finding = "none"

fn read_series() {
    let header: &'static str = report.lines().next().unwrap_or("").to_owned().leak();
    let (_station, count) = header.split_once(';').unwrap_or((header, ""));
    let count: usize = count.parse()?;
    let days = &report[(header.len() + 1).min(report.len())..];
    let mut readings = Vec::with_capacity(count.min(days.len()));
    for day in days.lines().filter(|line| !line.starts_with('#')) {
        for reading in day.split_whitespace() {
            readings.push(reading.parse()?);
        }
    }
    Ok(readings)
}
