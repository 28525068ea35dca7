//! Notes the places of the slow ones, and makes a list of that length.
//!
//! on = "starter"
//! part = "slow-requests"

fn slow_requests() {
    let requests: Box<[Request]> = log.lines().filter_map(parse_request).collect();
    let count = requests.len() as u128;
    let total: u128 = requests.iter().map(|r| u128::from(r.millis)).sum();
    let places: Vec<usize> = (0..requests.len())
        .filter(|&at| u128::from(requests[at].millis) * count > 10 * total)
        .collect();
    let mut slow = Vec::with_capacity(places.len());
    for place in places {
        slow.push(requests[place]);
    }
    slow
}
