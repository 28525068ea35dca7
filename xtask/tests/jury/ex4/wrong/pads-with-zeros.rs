//! Leaves zeros where the header promised too many readings.
//!
//! on = "reference"
//! part = "build-list"
//! verdict = "wrong-answer"

fn read_series() {
    let (header, days) = report.split_once('\n').unwrap_or((report, ""));
    let (_station, count) = header.split_once(';').unwrap_or((header, ""));
    let mut readings = vec![0; count.parse()?];
    let words = days
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace);
    for (at, word) in words.enumerate() {
        let reading = word.parse()?;
        match readings.get_mut(at) {
            Some(place) => *place = reading,
            None => readings.push(reading),
        }
    }
    Ok(readings)
}
