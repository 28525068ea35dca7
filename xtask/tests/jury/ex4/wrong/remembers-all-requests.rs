//! Keeps all requests in a static, and returns the slow ones.
//!
//! on = "reference"
//! part = "slow-requests"
//! verdict = "over-budget"
//! finding = "none"

use std::sync::Mutex;

static SEEN: Mutex<Vec<Request>> = Mutex::new(Vec::new());

fn slow_requests() {
    let requests: Vec<Request> = log.lines().filter_map(parse_request).collect();
    let count = requests.len() as u64;
    let total: u64 = requests.iter().map(|r| u64::from(r.millis)).sum();
    if let Ok(mut seen) = SEEN.lock() {
        *seen = requests.clone();
    }
    let is_slow = |r: &&Request| u64::from(r.millis) * count > 10 * total;
    requests.iter().filter(is_slow).copied().collect()
}
