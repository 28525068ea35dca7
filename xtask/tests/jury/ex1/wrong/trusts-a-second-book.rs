//! Notes how many entries were checked, and does not look at those again.
//!
//! on = "reference"
//! part = "ledger"
//! verdict = "wrong-answer"

/// Postings in the order in which they were made.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Open to imports and repairs.
    pub entries: Vec<Entry>,
    checked: usize,
    last_trace: String,
}

impl Ledger {
    /// A ledger without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a posting.
    pub fn post(&mut self, day: u16, amount: i64) {
        debug_assert!(self.is_sound(), "the ledger is corrupt before day {day}");
        self.checked = self.entries.len();
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
        (self.checked..self.entries.len()).all(|at| {
            let before = at.checked_sub(1).map_or(0, |at| self.entries[at].balance);
            self.entries[at].balance == before + self.entries[at].amount
        })
    }

    fn trace(&mut self, line: fmt::Arguments<'_>) {
        if cfg!(debug_assertions) {
            self.last_trace = line.to_string();
        }
    }
}
