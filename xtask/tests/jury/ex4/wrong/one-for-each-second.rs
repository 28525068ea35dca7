//! Drops a slow request that came in the same second as another.
//!
//! on = "reference"
//! part = "slow-requests"
//! verdict = "wrong-answer"

fn slow_requests() {
    let mut requests: Vec<Request> = log.lines().filter_map(parse_request).collect();
    let count = requests.len() as u64;
    let total: u64 = requests.iter().map(|r| u64::from(r.millis)).sum();
    requests.retain(|r| u64::from(r.millis) * count > 10 * total);
    requests.dedup_by_key(|r| r.at);
    requests.shrink_to_fit();
    requests
}
