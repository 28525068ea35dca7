//! Exercise 4: vectors and capacity.
//!
//! A `Vec` owns one block of memory. When the block is full, the next push asks
//! for one of twice the size. When most elements are gone, the block stays as
//! large as it was. The three functions below give the right answers. They
//! grow what could be made in one piece, and keep what they no longer use.
//!
//! Grade it:    cargo xtask check ex4
//! Stuck:       cargo xtask hint ex4

use std::io::{self, BufRead};
use std::num::ParseIntError;

// ---------------------------------------------------------------------------
// Part 1, build-list: the report says how many readings it has. The chain of
// iterators does not know that, so the list grows as the readings come.
// ---------------------------------------------------------------------------

/// Reads the report of a weather station: its readings, in tenths of a degree.
///
/// The first line names the station and says how many readings follow, as in
/// `Tromsø;10000`. After it, each line is one day, with spaces between the
/// readings. Days have different numbers of readings. A line that starts with
/// `#` is a remark.
pub fn read_series(report: &str) -> Result<Vec<i32>, ParseIntError> {
    report
        .lines()
        .skip(1)
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .map(str::parse)
        .collect()
}

// ---------------------------------------------------------------------------
// Part 2, slow-requests: which requests are slow is known only when all have
// been read. So all are kept for a while, and very few are returned. What is
// graded is the memory that is still in use when the function has returned.
// ---------------------------------------------------------------------------

/// One request of a server's log.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// When it came, in seconds since 1970.
    pub at: u64,
    /// How long the answer took, in milliseconds.
    pub millis: u32,
}

/// Finds the slow requests of a log: those that took over ten times the mean.
///
/// A line holds when the request came, how long it took, and what was asked
/// for: `1751328000 87 /søk?side=3`. Lines of another form are skipped.
pub fn slow_requests(log: &str) -> Vec<Request> {
    let requests: Vec<Request> = log.lines().filter_map(parse_request).collect();
    let count = requests.len() as u64;
    let total: u64 = requests.iter().map(|r| u64::from(r.millis)).sum();
    requests
        .into_iter()
        .filter(|r| u64::from(r.millis) * count > 10 * total)
        .collect()
}

/// Reads one line of the log. This function is fine as it is.
fn parse_request(line: &str) -> Option<Request> {
    let mut fields = line.split(' ');
    Some(Request {
        at: fields.next()?.parse().ok()?,
        millis: fields.next()?.parse().ok()?,
    })
}

// ---------------------------------------------------------------------------
// Part 3, sum-lines: a line is needed until its number has been added. `lines`
// makes a new String for each of them.
// ---------------------------------------------------------------------------

/// Adds up the amounts in a journal, which has one on each line.
///
/// Empty lines and lines that start with `#` are skipped. The last line may
/// end without a line break. The journal may be longer than the memory.
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
