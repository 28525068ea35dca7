//! The starter, as it is handed out.

use std::io::{self, BufRead};
use std::num::ParseIntError;

pub fn read_series(report: &str) -> Result<Vec<i32>, ParseIntError> {
    report
        .lines()
        .skip(1)
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .map(str::parse)
        .collect()
}

#[derive(Clone, Copy, Debug)]
pub struct Request {
    pub at: u64,
    pub millis: u32,
}

pub fn slow_requests(log: &str) -> Vec<Request> {
    let requests: Vec<Request> = log.lines().filter_map(parse_request).collect();
    let count = requests.len() as u64;
    let total: u64 = requests.iter().map(|r| u64::from(r.millis)).sum();
    requests
        .into_iter()
        .filter(|r| u64::from(r.millis) * count > 10 * total)
        .collect()
}

fn parse_request(line: &str) -> Option<Request> {
    let mut fields = line.split(' ');
    Some(Request {
        at: fields.next()?.parse().ok()?,
        millis: fields.next()?.parse().ok()?,
    })
}

pub fn sum_lines(journal: &mut dyn BufRead) -> io::Result<i64> {
    let mut sum = 0;
    for line in journal.lines() {
        let line = line?;
        let amount = line.trim();
        if amount.is_empty() || amount.starts_with('#') {
            continue;
        }
        sum += amount.parse::<i64>().map_err(io::Error::other)?;
    }
    Ok(sum)
}
