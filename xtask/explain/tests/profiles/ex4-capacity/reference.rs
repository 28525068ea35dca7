//! Exercise 4, solved: ask once for what will be needed, give back what is no
//! longer needed, and use one buffer for many lines.

use std::io::{self, BufRead};
use std::num::ParseIntError;

/// Reads the report of a weather station: its readings, in tenths of a degree.
///
/// The first line names the station and says how many readings follow, as in
/// `Tromsø;10000`. After it, each line is one day, with spaces between the
/// readings. Days have different numbers of readings. A line that starts with
/// `#` is a remark.
///
/// `collect` asks its iterator how many elements will come. Most iterators
/// over a slice know. This chain cannot: `filter` may drop a line, `flat_map`
/// may make any number of readings from one, and collecting into a `Result`
/// may stop at any of them. Each of the three promises "zero or more", so
/// `collect` starts small and doubles.
///
/// The header knows, so the list gets its block before the first reading. The
/// chain then became a loop, because `collect` always makes a list of its own.
/// `readings.extend(…)` would fill the list just as well.
///
/// A count that comes from a file may be wrong, or a lie. Too small is
/// harmless: the list grows. Too large would reserve memory that nothing
/// fills, so the count is held against what the text can contain.
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
///
/// Removing elements never makes a block smaller. `retain`, `truncate`,
/// `clear` and `drain` all keep the capacity, because the `Vec` may be filled
/// again. `into_iter().filter(…).collect()` keeps it too, although it looks
/// like a new list: where the element type stays the same, `collect` writes
/// the survivors into the block they came from. That saves an allocation, and
/// it leaves a list of a few elements in a block for all of them.
///
/// `shrink_to_fit` gives the rest of the block back. It is a `realloc`, so it
/// counts as one more allocation. It is worth that here because the result is
/// small and lives on. `requests.iter().filter(…).copied().collect()` would
/// also do: a chain that borrows cannot reuse the block, which is then freed
/// when the function returns.
pub fn slow_requests(log: &str) -> Vec<Request> {
    let mut requests: Vec<Request> = log.lines().filter_map(parse_request).collect();
    let count = requests.len() as u64;
    let total: u64 = requests.iter().map(|r| u64::from(r.millis)).sum();
    requests.retain(|r| u64::from(r.millis) * count > 10 * total);
    requests.shrink_to_fit();
    requests
}

/// Reads one line of the log.
fn parse_request(line: &str) -> Option<Request> {
    let mut fields = line.split(' ');
    Some(Request {
        at: fields.next()?.parse().ok()?,
        millis: fields.next()?.parse().ok()?,
    })
}

/// Adds up the amounts in a journal, which has one on each line.
///
/// Empty lines and lines that start with `#` are skipped. The last line may
/// end without a line break. The journal may be longer than the memory.
///
/// `lines` hands over a `String` that the caller may keep, so it must make a
/// new one for each line. Nothing is kept here. `read_line` appends to a
/// `String` that the caller brings, and that `String` has room for the longest
/// line so far. It grows a few times at the start, and then no more.
///
/// `read_line` appends, so `clear` comes first: it empties the `String` and
/// leaves its block alone. The end of the journal is a line of zero bytes; an
/// empty line still has its line break. `trim` removes the line break.
pub fn sum_lines(journal: &mut dyn BufRead) -> io::Result<i64> {
    let mut sum = 0;
    let mut line = String::new();
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
