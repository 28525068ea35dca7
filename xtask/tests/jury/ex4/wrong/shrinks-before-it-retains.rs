//! Shrinks first, and removes afterwards.
//!
//! on = "reference"
//! part = "slow-requests"
//! verdict = "over-budget"
//! finding = "list-shrunk-early"

fn slow_requests() {
    let mut requests: Vec<Request> = log.lines().filter_map(parse_request).collect();
    let count = requests.len() as u64;
    let total: u64 = requests.iter().map(|r| u64::from(r.millis)).sum();
    requests.shrink_to_fit();
    requests.retain(|r| u64::from(r.millis) * count > 10 * total);
    requests
}
