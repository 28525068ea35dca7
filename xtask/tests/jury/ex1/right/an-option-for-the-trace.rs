//! Keeps an `Option` of the trace, which a release build never fills.
//!
//! on = "reference"
//! part = "ledger"
//! without = ["use std::fmt"]

/// Postings in the order in which they were made.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Open to imports and repairs.
    pub entries: Vec<Entry>,
    last_trace: Option<Box<str>>,
}

impl Ledger {
    /// A ledger without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a posting.
    pub fn post(&mut self, day: u16, amount: i64) {
        debug_assert!(self.is_sound());
        let balance = self.balance() + amount;
        self.entries.extend([Entry {
            day,
            amount,
            balance,
        }]);
        self.last_trace = cfg!(debug_assertions)
            .then(|| format!("day {day}: {amount:+} ct → {balance} ct").into());
    }

    /// The balance after the last posting.
    pub fn balance(&self) -> i64 {
        self.entries.last().map_or(0, |entry| entry.balance)
    }

    /// The trace line of the last posting. A release build keeps none.
    pub fn last_trace(&self) -> &str {
        self.last_trace.as_deref().unwrap_or_default()
    }

    fn is_sound(&self) -> bool {
        let balances = self.entries.iter().map(|entry| entry.balance);
        let before = std::iter::once(0).chain(balances);
        let pairs = before.zip(&self.entries);
        pairs
            .into_iter()
            .all(|(before, entry)| Some(entry.balance) == before.checked_add(entry.amount))
    }
}
