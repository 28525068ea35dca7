//! Collects from a chain that borrows, so that the block is not used again.
//!
//! on = "starter"
//! part = "slow-requests"
//! sample = true

fn slow_requests() {
    let requests: Vec<Request> = log.lines().filter_map(parse_request).collect();
    let count = requests.len() as u64;
    let total: u64 = requests.iter().map(|r| u64::from(r.millis)).sum();
    requests
        .iter()
        .filter(|r| u64::from(r.millis) * count > 10 * total)
        .copied()
        .collect()
}
