//! Asserts that this is a release build or the ledger sound, and traces through a macro.
//!
//! on = "reference"
//! part = "ledger"
//! without = ["use std::fmt"]

macro_rules! trace {
    ($ledger:ident, $($line:tt)*) => {
        if cfg!(debug_assertions) {
            $ledger.last_trace = format!($($line)*);
        }
    };
}

impl Ledger {
    /// A ledger without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a posting.
    pub fn post(&mut self, day: u16, amount: i64) {
        assert!(
            !cfg!(debug_assertions) || self.is_sound(),
            "the ledger is corrupt before day {day}"
        );
        self.append(day, amount);
        let balance = self.balance();
        trace!(self, "day {day}: {amount:+} ct → {balance} ct");
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
        let mut replayed = Ledger::new();
        for entry in &self.entries {
            replayed.append(entry.day, entry.amount);
        }
        replayed.entries == self.entries
    }
}
