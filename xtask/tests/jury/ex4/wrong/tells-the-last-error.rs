//! Goes on after an error, and returns the last of them.
//!
//! on = "reference"
//! part = "build-list"
//! verdict = "wrong-answer"

fn read_series() {
    let (header, days) = report.split_once('\n').unwrap_or((report, ""));
    let (_station, count) = header.split_once(';').unwrap_or((header, ""));
    let count: usize = count.parse()?;
    let mut readings = Vec::with_capacity(count.min(days.len()));
    let mut result = Ok(());
    for day in days.lines().filter(|line| !line.starts_with('#')) {
        for reading in day.split_whitespace() {
            match reading.parse() {
                Ok(reading) => readings.push(reading),
                Err(error) => result = Err(error),
            }
        }
    }
    result.map(|()| readings)
}
