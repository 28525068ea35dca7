//! Makes room for a million requests, and gives it back.
//!
//! on = "reference"
//! part = "slow-requests"
//! verdict = "over-budget"
//! finding = "reserved-too-much"

fn slow_requests() {
    let mut requests: Vec<Request> = Vec::with_capacity(1_000_000);
    requests.extend(log.lines().filter_map(parse_request));
    let count = requests.len() as u64;
    let total: u64 = requests.iter().map(|r| u64::from(r.millis)).sum();
    requests.retain(|r| u64::from(r.millis) * count > 10 * total);
    requests.shrink_to_fit();
    requests
}
