//! Listings of chapter 2: measuring allocations.

pub mod resident;

// ANCHOR: station_names
/// The station of a line such as `oslo 12`.
fn station(line: &str) -> String {
    line.split(' ').next().unwrap_or("").to_string()
}

/// The station of each line of a log.
pub fn station_names(log: &str) -> Vec<String> {
    log.lines().map(station).collect()
}
// ANCHOR_END: station_names

// ANCHOR: days_of
/// How many lines of the log are about this city.
pub fn days_of(log: &str, city: &str) -> usize {
    log.lines().filter(|line| station(line) == city).count()
}
// ANCHOR_END: days_of

// ANCHOR: days_of_borrowed
/// The same, with nothing to own.
pub fn days_of_borrowed(log: &str, city: &str) -> usize {
    let stations = log.lines().filter_map(|line| line.split(' ').next());
    stations.filter(|station| *station == city).count()
}
// ANCHOR_END: days_of_borrowed

/// The cities of the weather log.
pub const CITIES: [&str; 4] = ["brno", "oslo", "porto", "turin"];

/// A log of so many lines: a city and its temperature.
pub fn weather_log(lines: usize) -> String {
    let line = |i: usize| format!("{} {}\n", CITIES[i % CITIES.len()], i * 7 % 30);
    (0..lines).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_days() {
        let log = weather_log(10);
        assert_eq!(station_names(&log)[..3], ["brno", "oslo", "porto"]);
        assert_eq!(days_of(&log, "oslo"), 3);
        assert_eq!(days_of_borrowed(&log, "oslo"), 3);
    }

    #[test]
    fn a_size_does_not_follow_the_pointer() {
        // ANCHOR: size
        let many: Vec<String> = vec!["turin".to_string(); 1_000];
        let none: Vec<String> = Vec::new();
        assert_eq!(size_of_val(&many), size_of_val(&none));
        // ANCHOR_END: size
    }

    #[test]
    #[expect(clippy::unnecessary_sort_by, reason = "shows both calls")]
    fn a_sort_calls_its_closure_often() {
        // ANCHOR: lowered
        use std::cell::Cell;

        let mut cities = ["Porto", "oslo", "Turin", "brno", "Graz", "lyon"];
        let lowered = Cell::new(0);
        let lower = |city: &str| {
            lowered.set(lowered.get() + 1);
            city.to_lowercase() // a new String, each time
        };
        cities.sort_by(|a, b| lower(a).cmp(&lower(b)));

        assert_eq!(cities, ["brno", "Graz", "lyon", "oslo", "Porto", "Turin"]);
        assert!(lowered.get() > cities.len());
        // ANCHOR_END: lowered
    }
}
