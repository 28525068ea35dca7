//! Takes the slow ones out with `extract_if`.
//!
//! on = "starter"
//! part = "slow-requests"

fn slow_requests() {
    let mut requests: Vec<Request> = log.lines().filter_map(parse_request).collect();
    let count = requests.len() as u64;
    let total: u64 = requests.iter().map(|r| u64::from(r.millis)).sum();
    let is_slow = |r: &mut Request| u64::from(r.millis) * count > 10 * total;
    requests.extract_if(.., is_slow).collect()
}
