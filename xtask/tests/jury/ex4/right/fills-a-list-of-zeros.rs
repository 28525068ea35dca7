//! Makes a list of zeros, and puts the readings in their places.
//!
//! on = "starter"
//! part = "build-list"

fn read_series() {
    let mut lines = report.lines();
    let header = lines.next().unwrap_or("");
    let count: usize = match header.split_once(';') {
        Some((_, count)) => count.parse()?,
        None => 0,
    };
    let mut readings = vec![0; count];
    let mut at = 0;
    for line in lines {
        if line.starts_with('#') {
            continue;
        }
        for word in line.split_whitespace() {
            let reading = word.parse()?;
            if at < readings.len() {
                readings[at] = reading;
            } else {
                readings.push(reading);
            }
            at += 1;
        }
    }
    readings.truncate(at);
    Ok(readings)
}
