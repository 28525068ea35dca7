//! Removes with `swap_remove`, and so changes the order.
//!
//! on = "reference"
//! part = "slow-requests"
//! verdict = "wrong-answer"

fn slow_requests() {
    let mut requests: Vec<Request> = log.lines().filter_map(parse_request).collect();
    let count = requests.len() as u64;
    let total: u64 = requests.iter().map(|r| u64::from(r.millis)).sum();
    let mut at = 0;
    while at < requests.len() {
        if u64::from(requests[at].millis) * count > 10 * total {
            at += 1;
        } else {
            requests.swap_remove(at);
        }
    }
    requests.shrink_to_fit();
    requests
}
