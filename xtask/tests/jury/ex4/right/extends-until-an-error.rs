//! Extends a list until a reading is no number, and keeps the error aside.
//!
//! on = "starter"
//! part = "build-list"

fn read_series() {
    let mut lines = report.lines();
    let header = lines.next().unwrap_or("");
    let at = header.find(';').map_or(header.len(), |at| at + 1);
    let mut readings = Vec::new();
    readings.reserve_exact(header[at..].parse()?);

    let mut failed = None;
    let words = lines
        .filter(|line| line.as_bytes().first() != Some(&b'#'))
        .flat_map(str::split_ascii_whitespace);
    readings.extend(words.map_while(|word| match word.parse::<i32>() {
        Ok(reading) => Some(reading),
        Err(error) => {
            failed = Some(error);
            None
        }
    }));
    failed.map_or(Ok(readings), Err)
}
