//! Reserves what the header says, and pushes in two loops.
//!
//! on = "starter"
//! part = "build-list"
//! sample = true

fn read_series() {
    let (header, days) = report.split_once('\n').unwrap_or((report, ""));
    let (_, count) = header.split_once(';').unwrap_or((header, ""));
    let mut readings = Vec::with_capacity(count.parse::<usize>()?);
    for line in days.lines() {
        if line.starts_with('#') {
            continue;
        }
        for reading in line.split_whitespace() {
            readings.push(reading.parse()?);
        }
    }
    Ok(readings)
}
