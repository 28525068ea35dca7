//! Describes the line by a struct with `Display`, of which a debug build makes a text.
//!
//! on = "reference"
//! part = "ledger"

use std::fmt::Display;

struct Line(Entry);

impl Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Entry {
            day,
            amount,
            balance,
        } = self.0;
        write!(f, "day {day}: {amount:+} ct → {balance} ct")
    }
}

impl Ledger {
    /// A ledger without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a posting.
    pub fn post(&mut self, day: u16, amount: i64) {
        debug_assert!(self.is_sound(), "the ledger is corrupt before day {day}");
        let entry = Entry {
            day,
            amount,
            balance: self.balance() + amount,
        };
        self.entries.push(entry);
        self.trace(&Line(entry));
    }

    /// The balance after the last posting.
    pub fn balance(&self) -> i64 {
        self.entries.last().map_or(0, |entry| entry.balance)
    }

    /// The trace line of the last posting. A release build keeps none.
    pub fn last_trace(&self) -> &str {
        &self.last_trace
    }

    fn is_sound(&self) -> bool {
        let sums = self.entries.iter().scan(0, |sum, entry| {
            *sum += entry.amount;
            Some(*sum)
        });
        sums.eq(self.entries.iter().map(|entry| entry.balance))
    }

    fn trace(&mut self, line: &dyn Display) {
        if cfg!(debug_assertions) {
            self.last_trace = line.to_string();
        }
    }
}
