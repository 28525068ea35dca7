//! declares mmap in an unsafe block of foreign functions and calls it

use std::io::{self, BufRead};
use std::num::ParseIntError;

/// Reads the whole journal into `room`, and adds it up there.
fn sum_in(room: &mut [u8], journal: &mut dyn BufRead) -> io::Result<i64> {
    let mut length = 0;
    loop {
        let count = journal.read(&mut room[length..])?;
        if count == 0 {
            break;
        }
        length += count;
    }
    let text = std::str::from_utf8(&room[..length]).map_err(io::Error::other)?;
    let mut sum = 0;
    for amount in text.lines().map(str::trim) {
        if !amount.is_empty() && !amount.starts_with('#') {
            sum += amount.parse::<i64>().map_err(io::Error::other)?;
        }
    }
    Ok(sum)
}

unsafe extern "C" {
    fn mmap(at: usize, bytes: usize, rights: i32, flags: i32, file: i32, from: i64) -> *mut u8;
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
    // SAFETY: there is none.
    let room = unsafe { std::slice::from_raw_parts_mut(mmap(0, 2 << 20, 3, 0x22, -1, 0), 2 << 20) };
    sum_in(room, journal)
}
