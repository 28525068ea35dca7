//! Keeps no list of all requests: finds the mean, and reads the log again.
//!
//! on = "starter"
//! part = "slow-requests"

fn slow_requests() {
    let (count, total) = log
        .lines()
        .filter_map(parse_request)
        .fold((0, 0), |(count, total), request| {
            (count + 1, total + u64::from(request.millis))
        });
    log.lines()
        .filter_map(parse_request)
        .filter(|request| u64::from(request.millis) * count > 10 * total)
        .collect()
}
