//! Retains, and goes through a boxed slice, which has no room to spare.
//!
//! on = "starter"
//! part = "slow-requests"

fn slow_requests() {
    let mut requests: Vec<Request> = Vec::new();
    let mut total = 0u64;
    for line in log.lines() {
        if let Some(request) = parse_request(line) {
            total += u64::from(request.millis);
            requests.push(request);
        }
    }
    // Whole milliseconds are above the limit if they are above its whole part.
    let limit = 10 * total / (requests.len() as u64).max(1);
    requests.retain(|request| u64::from(request.millis) > limit);
    requests.into_boxed_slice().into_vec()
}
