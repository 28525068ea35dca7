//! Reads as many readings as the header says, and no more.
//!
//! on = "reference"
//! part = "build-list"
//! verdict = "wrong-answer"
//! sample = true

fn read_series() {
    let (header, days) = report.split_once('\n').unwrap_or((report, ""));
    let (_station, count) = header.split_once(';').unwrap_or((header, ""));
    let count: usize = count.parse()?;
    let mut readings = Vec::with_capacity(count.min(days.len()));
    let words = days
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace);
    for reading in words.take(count) {
        readings.push(reading.parse()?);
    }
    Ok(readings)
}
