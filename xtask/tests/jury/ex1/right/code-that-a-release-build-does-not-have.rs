//! Leaves code and field out of a release build with attributes.
//!
//! on = "reference"
//! part = "ledger"
//! without = ["use std::fmt"]

/// Postings in the order in which they were made.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Open to imports and repairs.
    pub entries: Vec<Entry>,
    #[cfg(debug_assertions)]
    last_trace: String,
}

impl Ledger {
    /// A ledger without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a posting.
    pub fn post(&mut self, day: u16, amount: i64) {
        #[cfg(debug_assertions)]
        self.check(day);
        self.append(day, amount);
        #[cfg(debug_assertions)]
        {
            self.last_trace = format!("day {day}: {amount:+} ct → {} ct", self.balance());
        }
    }

    /// The balance after the last posting.
    pub fn balance(&self) -> i64 {
        self.entries.last().map_or(0, |entry| entry.balance)
    }

    /// The trace line of the last posting. A release build keeps none.
    #[cfg(debug_assertions)]
    pub fn last_trace(&self) -> &str {
        &self.last_trace
    }

    /// The trace line of the last posting. A release build keeps none.
    #[cfg(not(debug_assertions))]
    pub fn last_trace(&self) -> &str {
        ""
    }

    fn append(&mut self, day: u16, amount: i64) {
        let balance = self.balance() + amount;
        self.entries.push(Entry {
            day,
            amount,
            balance,
        });
    }

    #[cfg(debug_assertions)]
    fn check(&self, day: u16) {
        let mut balance = 0;
        for entry in &self.entries {
            balance += entry.amount;
            assert_eq!(balance, entry.balance, "corrupt before day {day}");
        }
    }
}
