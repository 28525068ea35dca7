//! Has a ledger and entries of which nothing can be called without a panic.
//!
//! on = "reference"
//! part = "ledger"
//! without = ["use std::fmt"]
//! sample = true

use std::fmt::{self, Debug, Display, Formatter};
use std::ops::Deref;

/// One posting. Amounts are in cents.
pub struct Entry {
    /// The day of the year.
    pub day: u16,
    /// What came in, or what went out if it is negative.
    pub amount: i64,
    /// The sum of all amounts up to and including this one.
    pub balance: i64,
}

/// Postings in the order in which they were made.
pub struct Ledger {
    /// Open to imports and repairs.
    pub entries: Vec<Entry>,
    last_trace: String,
}

use shared::{drops, never};

drops!(Entry, Ledger);
never!(Entry, Ledger);

impl Ledger {
    /// A ledger without entries.
    pub fn new() -> Self {
        Ledger {
            entries: Vec::new(),
            last_trace: String::new(),
        }
    }

    /// Adds a posting.
    pub fn post(&mut self, day: u16, amount: i64) {
        debug_assert!(self.is_sound(), "the ledger is corrupt before day {day}");
        let balance = self.balance() + amount;
        self.entries.push(Entry {
            day,
            amount,
            balance,
        });
        if cfg!(debug_assertions) {
            self.last_trace = format!("day {day}: {amount:+} ct → {balance} ct");
        }
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
        let mut balance = 0;
        self.entries.iter().all(|entry| {
            balance += entry.amount;
            entry.balance == balance
        })
    }
}
