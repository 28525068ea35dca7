//! runs itself once more, without being graded, and reads the answer from there
//!
//! on = "ex7/starter"
//! without = ["fn report"]
//! parts = ["report"]
//! budgets = ["peak_bytes", "allocations"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "wrong-answer", "crashed", "panicked", "out-of-memory"]
//! check = "panicked"

use std::io::{BufReader, Read};
use std::process::{Command, Stdio};

/// Reads a file of orders and sums them up, in another process.
fn report() {
    let words: Vec<String> = std::env::args().take(7).collect();
    if !std::env::args().any(|word| word == "--report") {
        return report_here(file);
    }
    let mut child = Command::new("/proc/self/exe")
        .args(&words[1..])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut text = String::with_capacity(176 << 10);
    let stdout = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
    BufReader::with_capacity(512, stdout).read_to_string(&mut text)?;
    child.wait()?;
    let answer = text
        .split_once("\"answer\":")
        .ok_or(io::ErrorKind::InvalidData)?
        .1;
    let mut answer = Json(answer);
    let (orders, skipped) = (answer.number() as u64, answer.number() as u64);
    let mut report = Report {
        orders,
        skipped,
        regions: Vec::new(),
        products: Vec::new(),
    };
    // Behind the last region the brackets of two lists end.
    while !answer.ends_a_list() {
        report.regions.push(RegionLine {
            region: answer.text(),
            orders: answer.number() as u64,
            revenue_cents: answer.number(),
            best_customer: answer.text(),
            best_customer_cents: answer.number(),
        });
    }
    while !answer.ends_a_list() {
        report.products.push(ProductLine {
            product: answer.text(),
            units: answer.number(),
            revenue_cents: answer.number(),
            last_ordered: answer.text(),
            longest_note: answer.text(),
        });
    }
    Ok(report)
}

/// What is left of an answer.
struct Json<'a>(&'a str);

impl Json<'_> {
    /// The next number.
    fn number(&mut self) -> i64 {
        let from = self
            .0
            .find(|c: char| c == '-' || c.is_ascii_digit())
            .unwrap_or(0);
        let rest = &self.0[from..];
        let to = rest.find([',', ']']).unwrap_or(rest.len());
        self.0 = &rest[to..];
        rest[..to].parse().unwrap_or(0)
    }

    /// The next text.
    fn text(&mut self) -> String {
        let from = self.0.find('"').unwrap_or(0) + 1;
        let length = self.0[from..].find('"').unwrap_or(0);
        let mut text = String::with_capacity(length);
        let mut letters = self.0[from..].char_indices();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => {
                    self.0 = &self.0[from + at + 1..];
                    break;
                }
                '\\' => text.extend(letters.next().map(|(_, letter)| letter)),
                _ => text.push(letter),
            }
        }
        text
    }

    /// Whether no further line comes in the list; then it is left.
    fn ends_a_list(&mut self) -> bool {
        let rest = self.0.trim_start_matches(',');
        if let Some(rest) = rest.strip_prefix("]]") {
            self.0 = rest;
            return true;
        }
        false
    }
}

use starter::ROOM;

use starter::report as report_here;
