//! Compares with ten times the mean, of which the fraction is lost.
//!
//! on = "reference"
//! part = "slow-requests"
//! verdict = "wrong-answer"
//! sample = true

fn slow_requests() {
    let mut requests: Vec<Request> = log.lines().filter_map(parse_request).collect();
    let count = (requests.len() as u64).max(1);
    let total: u64 = requests.iter().map(|r| u64::from(r.millis)).sum();
    let mean = total / count;
    requests.retain(|r| u64::from(r.millis) > 10 * mean);
    requests.shrink_to_fit();
    requests
}
