//! Right, and a little careless: a list too many, and a buffer that is thrown away now and
//! then.
//!
//! on = "ex4/reference"
//! check = "pass"
//! sample = true

fn slow_requests() {
    let all: Vec<Request> = log.lines().filter_map(parse_request).collect();
    let again = all.clone();
    let count = all.len() as u64;
    let total: u64 = again.iter().map(|r| u64::from(r.millis)).sum();
    let is_slow = |r: &&Request| u64::from(r.millis) * count > 10 * total;
    all.iter().filter(is_slow).copied().collect()
}

fn sum_lines() {
    let mut sum = 0;
    let mut line = String::with_capacity(8);
    loop {
        line.clear();
        if journal.read_line(&mut line)? == 0 {
            return Ok(sum);
        }
        let amount = line.trim();
        if amount.is_empty() || amount.starts_with('#') {
            continue;
        }
        sum += amount.parse::<i64>().map_err(io::Error::other)?;
    }
}
