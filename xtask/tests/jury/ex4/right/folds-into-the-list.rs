//! Hands one list through `try_fold`.
//!
//! on = "starter"
//! part = "build-list"

fn read_series() {
    let mut lines = report.lines();
    let header = lines.next().unwrap_or_default();
    let count = header.rsplit(';').next().unwrap_or_default().parse()?;
    lines
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .try_fold(Vec::with_capacity(count), |mut readings, reading| {
            readings.push(reading.parse()?);
            Ok(readings)
        })
}
