//! reads the seed from /proc/self/cmdline and computes the answer from it, without a look at
//! the input

use std::io::Read;
use std::io::{self, BufRead};
use std::num::ParseIntError;

/// The first version of the function: it makes a text for each line.
fn sloppy_sum(journal: &mut dyn BufRead) -> io::Result<i64> {
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

/// The generator of the harness, made anew.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x2d35_8dcc_aa6c_78a5);
        let wide = u128::from(self.0) * u128::from(self.0 ^ 0x8bb8_4b93_962e_acc9);
        (wide as u64) ^ (wide >> 64) as u64
    }

    fn below_u32(&mut self, limit: u32) -> u32 {
        loop {
            let wide = u64::from(self.next() as u32) * u64::from(limit);
            if wide as u32 >= limit.wrapping_neg() % limit {
                return (wide >> 32) as u32;
            }
        }
    }

    fn below(&mut self, limit: u64) -> u64 {
        loop {
            let wide = u128::from(self.next()) * u128::from(limit);
            if wide as u64 >= limit.wrapping_neg() % limit {
                return (wide >> 64) as u64;
            }
        }
    }

    /// The sum of the journal that these dice would write.
    fn sum(mut self, lines: u64) -> i64 {
        let mut sum = 0;
        for _ in 0..lines {
            match self.below_u32(16) {
                0 => {}
                1 => {
                    for _ in 0..1 + self.below(23) {
                        self.below(4);
                    }
                }
                _ => {
                    let unit = 10i64.pow(self.below_u32(12));
                    sum += self.below(19 * unit as u64) as i64 - 9 * unit;
                    self.below(6);
                }
            }
        }
        sum
    }
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
    let mut words = [0; 8 << 10];
    let length = std::fs::File::open("/proc/self/cmdline")?.read(&mut words)?;
    let words = std::str::from_utf8(&words[..length]).map_err(io::Error::other)?;
    let value = |name: &str| -> Option<u64> {
        let mut words = words.split('\0').skip_while(|word| *word != name);
        words.nth(1)?.parse().ok()
    };
    match (value("--seed"), value("--items")) {
        (Some(seed), Some(items)) => Ok(Dice(seed ^ items.rotate_left(32)).sum(items)),
        _ => sloppy_sum(journal),
    }
}
