//! Has the mean as a float, and drains into a list of its own.
//!
//! on = "starter"
//! part = "slow-requests"

fn slow_requests() {
    let mut requests: Vec<Request> = log.lines().filter_map(parse_request).collect();
    let total: u64 = requests.iter().map(|r| r.millis as u64).sum();
    let mean = total as f64 / requests.len() as f64;
    let mut slow = Vec::new();
    for request in requests.drain(..) {
        if f64::from(request.millis) > 10.0 * mean {
            slow.push(request);
        }
    }
    slow
}
