//! Divides by the number of requests, which may be zero.
//!
//! on = "reference"
//! part = "slow-requests"
//! verdict = "panicked"

fn slow_requests() {
    let mut requests: Vec<Request> = log.lines().filter_map(parse_request).collect();
    let total: u64 = requests.iter().map(|r| u64::from(r.millis)).sum();
    let limit = 10 * total / requests.len() as u64;
    requests.retain(|r| u64::from(r.millis) > limit);
    requests.shrink_to_fit();
    requests
}
