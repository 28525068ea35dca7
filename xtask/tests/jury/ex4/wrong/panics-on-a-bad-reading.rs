//! Unwraps each reading.
//!
//! on = "reference"
//! part = "build-list"
//! verdict = "panicked"

fn read_series() {
    let (header, days) = report.split_once('\n').unwrap_or((report, ""));
    let (_station, count) = header.split_once(';').unwrap_or((header, ""));
    let count: usize = count.parse()?;
    let mut readings = Vec::with_capacity(count.min(days.len()));
    for day in days.lines().filter(|line| !line.starts_with('#')) {
        readings.extend(day.split_whitespace().map(|reading| {
            let reading: i32 = reading.parse().unwrap();
            reading
        }));
    }
    Ok(readings)
}
