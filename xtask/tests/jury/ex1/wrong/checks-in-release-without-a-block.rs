//! Stores the result of a check that allocates nothing in each build, so that each posting reads all entries.
//!
//! on = "reference"
//! part = "ledger"
//! verdict = "over-budget"
//! finding = "none"
//! sample = true

/// Postings in the order in which they were made.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Open to imports and repairs.
    pub entries: Vec<Entry>,
    last_trace: String,
    sound: bool,
}

impl Ledger {
    /// A ledger without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a posting.
    pub fn post(&mut self, day: u16, amount: i64) {
        self.sound = self.is_sound();
        debug_assert!(self.sound, "the ledger is corrupt before day {day}");
        self.append(day, amount);
        let balance = self.balance();
        self.trace(format_args!("day {day}: {amount:+} ct → {balance} ct"));
    }

    /// The balance after the last posting.
    pub fn balance(&self) -> i64 {
        self.entries.last().map_or(0, |entry| entry.balance)
    }

    /// The trace line of the last posting. A release build keeps none.
    pub fn last_trace(&self) -> &str {
        &self.last_trace
    }

    fn append(&mut self, day: u16, amount: i64) {
        let balance = self.balance() + amount;
        self.entries.push(Entry {
            day,
            amount,
            balance,
        });
    }

    fn is_sound(&self) -> bool {
        let mut balance = 0;
        self.entries.iter().all(|entry| {
            balance += entry.amount;
            balance == entry.balance
        })
    }

    fn trace(&mut self, line: fmt::Arguments<'_>) {
        if cfg!(debug_assertions) {
            self.last_trace = line.to_string();
        }
    }
}
