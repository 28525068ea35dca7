//! Copies the slow ones, and forgets the list of all.
//!
//! on = "reference"
//! part = "slow-requests"
//! verdict = "over-budget"
//! finding = "none"

fn slow_requests() {
    let requests: Vec<Request> = log.lines().filter_map(parse_request).collect();
    let requests = std::mem::ManuallyDrop::new(requests);
    let count = requests.len() as u64;
    let total: u64 = requests.iter().map(|r| u64::from(r.millis)).sum();
    let is_slow = |r: &&Request| u64::from(r.millis) * count > 10 * total;
    requests.iter().filter(is_slow).copied().collect()
}
