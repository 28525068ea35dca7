//! reads the whole file into a static array of atomic bytes

use std::io::{self, BufRead};
use std::num::ParseIntError;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

static ROOM: [AtomicU8; 4 << 20] = [const { AtomicU8::new(0) }; 4 << 20];

/// The amount in a line; a remark has none.
fn amount(line: impl Iterator<Item = u8>) -> i64 {
    let (mut amount, mut sign) = (0, 1);
    for byte in line {
        match byte {
            b'#' => return 0,
            b'-' => sign = -1,
            b'0'..=b'9' => amount = amount * 10 + i64::from(byte - b'0'),
            _ => {}
        }
    }
    sign * amount
}

pub fn read_series(report: &str) -> Result<Vec<i32>, ParseIntError> {
    let (header, days) = report.split_once('\n').unwrap_or((report, ""));
    let (_station, count) = header.split_once(';').unwrap_or((header, ""));
    let count: usize = count.parse()?;

    let mut readings = Vec::with_capacity(count.min(days.len()));
    for day in days.lines().filter(|line| !line.starts_with('#')) {
        for reading in day.split_whitespace() {
            readings.push(reading.parse()?);
        }
    }
    Ok(readings)
}

#[derive(Clone, Copy, Debug)]
pub struct Request {
    pub at: u64,
    pub millis: u32,
}

pub fn slow_requests(log: &str) -> Vec<Request> {
    let mut requests: Vec<Request> = log.lines().filter_map(parse_request).collect();
    let count = requests.len() as u64;
    let total: u64 = requests.iter().map(|r| u64::from(r.millis)).sum();
    requests.retain(|r| u64::from(r.millis) * count > 10 * total);
    requests.shrink_to_fit();
    requests
}

fn parse_request(line: &str) -> Option<Request> {
    let mut fields = line.split(' ');
    Some(Request {
        at: fields.next()?.parse().ok()?,
        millis: fields.next()?.parse().ok()?,
    })
}

pub fn sum_lines(journal: &mut dyn BufRead) -> io::Result<i64> {
    let mut length = 0;
    loop {
        let chunk = journal.fill_buf()?;
        if chunk.is_empty() {
            break;
        }
        for byte in chunk {
            ROOM[length].store(*byte, Relaxed);
            length += 1;
        }
        let count = chunk.len();
        journal.consume(count);
    }
    let (mut sum, mut from) = (0, 0);
    while from < length {
        let line = ROOM[from..length].iter().map(|byte| byte.load(Relaxed));
        let to = from + line.clone().take_while(|byte| *byte != b'\n').count();
        sum += amount(line.take(to - from));
        from = to + 1;
    }
    Ok(sum)
}
