//! Trusts no header: counts the readings in a pass of its own.
//!
//! on = "starter"
//! part = "build-list"

fn read_series() {
    let days = || {
        report
            .lines()
            .skip(1)
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
    };
    let mut readings = Vec::with_capacity(days().count());
    for reading in days() {
        readings.push(reading.parse()?);
    }
    Ok(readings)
}
